internal import Randomness

/// The call sites of the simulator's own draws; an engine numbers its sites below 0xFFFF_0000.
enum ReservedSite: UInt32 {
  /// Which side of an undirected tie initiates. Address: the phase; lower number, higher number.
  case coin = 0xFFFF_0000
  /// Which ties an initiator picks. Address: the phase; initiator, partner.
  case pick
  /// Whom an initiator meets at random; occurrence: its i-th meeting. Address: the phase; initiator.
  case mixing
  /// Who comes first under random activation. Address: the phase; actor, or initiator and partner.
  case order
  /// A first value from a distribution. Address: `init/kind/field`; actor.
  case initial
  /// Which of two equal values ranks lower. Address: `init/kind/field`; actor.
  case rankTie
  /// The row of the data that an actor is a copy of. Address: `resample/kind`; actor.
  case resample
  /// The ties of a generated network. Address: `network/name`; actor.
  case generator
  /// Who is in the sample of definitions that leave one actor out. Address: `sample/kind`; actor.
  case sample

  /// The site word of an address.
  func word(key: UInt32 = 0, occurrence: UInt32 = 0) -> UInt32 {
    DrawAddress.siteWord(site: rawValue, keyWord: key, occurrence: occurrence)
  }
}

extension DrawStream {
  /// A uniform index below `count`, which is at least 1.
  ///
  /// Takes the low bits of the first word that names an index: between two powers of two, one
  /// index more or less moves only the draws that meet it.
  mutating func stableIndex(below count: Int) -> Int {
    let mask = count > 1 ? ~UInt64(0) >> UInt64((count - 1).leadingZeroBitCount) : 0
    while true {
      let index = nextBits() & mask
      if index < UInt64(count) { return Int(index) }
    }
  }
}
