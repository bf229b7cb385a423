import Simulation

/// How Lua's 64-bit handles name what a study touches: a class in the upper 16 bits, a number below.
///
/// A world stands in a slot: 0 is the run, 1 its twin (in measures only).
enum HandleClass {
  static let slotCount = 2
  /// Limits on how many of each a study may declare; the reader reports what goes beyond them.
  static let kindLimit = 300
  static let limit = 900

  static func actor(_ kind: Int, slot: Int = 0) -> UInt16 { UInt16(1 + slot * kindLimit + kind) }
  static func start(_ kind: Int, slot: Int) -> UInt16 { UInt16(1001 + slot * kindLimit + kind) }
  static func tie(_ network: Int) -> UInt16 { UInt16(2001 + network) }
  static func event(_ phase: Int) -> UInt16 { UInt16(3001 + phase) }
  static func kept(_ fold: Int) -> UInt16 { UInt16(4001 + fold) }
  static func run(slot: Int) -> UInt16 { UInt16(5001 + slot) }
  static let cursor: UInt16 = 5011
  static let undefined: UInt16 = 5012

  static func handle(_ handleClass: UInt16, _ payload: Int) -> UInt64 {
    UInt64(handleClass) << 48 | UInt64(truncatingIfNeeded: payload) & 0xFFFF_FFFF_FFFF
  }

  static func handleClass(of handle: UInt64) -> Int { Int(handle >> 48) }
  static func payload(of handle: UInt64) -> Int { Int(handle & 0xFFFF_FFFF_FFFF) }
}

/// What a handle's class stands for.
enum HandleSort {
  case none
  case actor(kind: Int, slot: Int)
  case start(kind: Int, slot: Int)
  case tie(network: Int)
  case event(phase: Int)
  case kept(fold: Int)
  case run(slot: Int)
  case cursor
  case undefined
}

/// Members that are not fields: what `CLuaHandleRead` is asked for beyond the fields' positions.
enum Member {
  static let firstReserved: Int64 = 100_000
  static let number: Int64 = 100_000
  static let kind: Int64 = 100_001
  static let start: Int64 = 100_002
  static let alive: Int64 = 100_003
  static let gain: Int64 = 100_010
  static let partnerGain: Int64 = 100_011
  static let active: Int64 = 100_012
  static let activePartner: Int64 = 100_013
  static let expected: Int64 = 100_014
  static let need: Int64 = 100_015
  static let use: Int64 = 100_016
  static let step: Int64 = 100_017
  static let initiator: Int64 = 100_018
  static let partner: Int64 = 100_019
  static let tie: Int64 = 100_020
  /// What events of other phases declare, and those of this one do not have.
  static let absent: Int64 = 100_021
  static let steps: Int64 = 100_030
  static let parameters: Int64 = 100_031
  static let definitions: Int64 = 100_032
  static let lens: Int64 = 100_033
  /// Tags of an event are at `firstTag + position`, marks at `firstMark`, columns at `firstColumn`,
  /// matched actors at `firstMatch`.
  static let firstTag: Int64 = 200_000
  static let firstMark: Int64 = 201_000
  static let firstColumn: Int64 = 300_000
  static let firstMatch: Int64 = 400_000
}
