import Simulation

/// A loop over peers that is under way: a list of ties as it stood when the loop began.
struct PeerLoop {
  var targets: UnsafePointer<Int32>
  var ties: UnsafePointer<Int32>
  var count: Int
  var position: Int
  /// Handle class of the peers.
  var peerClass: UInt16
  /// Handle class of the ties; 0 in a twin, whose ties have no handles.
  var tieClass: UInt16
  /// Tells the loop from earlier ones in the same place.
  var serial: UInt32
  /// Room for a list of its own, kept for later loops in the same place.
  var room: UnsafeMutablePointer<Int32>
  var roomCount: Int
}

/// The loops over peers that are under way, the innermost last.
///
/// A loop that is left by `break` or `return` says nothing of it: it goes when a loop around it
/// takes its next turn, or with the row.
struct PeerLoops {
  static let limit = 1 << 20
  private var loops: UnsafeMutablePointer<PeerLoop>
  private var capacity = 16
  private var made = 0
  private(set) var count = 0
  private var serial: UInt32 = 0

  init() { loops = .allocate(capacity: capacity) }

  func deallocate() {
    for index in 0..<made { loops[index].room.deallocate() }
    loops.deallocate()
  }

  /// Begins a loop over ties that nobody changes while it runs.
  ///
  /// - Returns: its handle's number; `nil`: too many were left open.
  mutating func begin(
    _ ties: Neighbours, peerClass: UInt16, tieClass: UInt16
  ) -> Int? {
    guard let loop = open(peerClass, tieClass) else { return nil }
    loop.pointee.targets = ties.targets
    loop.pointee.ties = ties.ties
    loop.pointee.count = ties.count
    return number(count - 1)
  }

  /// Begins a loop over a list of its own.
  mutating func begin(_ ties: [VisibleTie], peerClass: UInt16, tieClass: UInt16) -> Int? {
    guard let loop = open(peerClass, tieClass) else { return nil }
    if loop.pointee.roomCount < 2 * ties.count {
      loop.pointee.room.deallocate()
      loop.pointee.roomCount = 4 * ties.count
      loop.pointee.room = .allocate(capacity: 4 * ties.count)
    }
    let targets = loop.pointee.room
    let numbers = targets + ties.count
    for (index, tie) in ties.enumerated() {
      targets[index] = tie.target
      numbers[index] = tie.tie
    }
    loop.pointee.targets = UnsafePointer(targets)
    loop.pointee.ties = UnsafePointer(numbers)
    loop.pointee.count = ties.count
    return number(count - 1)
  }

  private func number(_ index: Int) -> Int { Int(loops[index].serial) << 24 | index }

  private mutating func open(_ peerClass: UInt16, _ tieClass: UInt16)
    -> UnsafeMutablePointer<PeerLoop>?
  {
    guard count < Self.limit else { return nil }
    if count == made { makeRoom() }
    let loop = loops + count
    count += 1
    serial = (serial + 1) & 0xFF_FFFF
    loop.pointee.position = 0
    loop.pointee.peerClass = peerClass
    loop.pointee.tieClass = tieClass
    loop.pointee.serial = serial
    return loop
  }

  private mutating func makeRoom() {
    if made == capacity {
      let larger = UnsafeMutablePointer<PeerLoop>.allocate(capacity: 2 * capacity)
      larger.moveInitialize(from: loops, count: made)
      loops.deallocate()
      loops = larger
      capacity *= 2
    }
    let room = UnsafeMutablePointer<Int32>.allocate(capacity: 16)
    (loops + made).initialize(
      to: PeerLoop(
        targets: UnsafePointer(room), ties: UnsafePointer(room), count: 0, position: 0,
        peerClass: 0, tieClass: 0, serial: 0, room: room, roomCount: 16))
    made += 1
  }

  /// The loop of a handle's number; `nil`: it is over. Loops inside it are over now.
  mutating func resume(_ number: Int) -> UnsafeMutablePointer<PeerLoop>? {
    let index = number & 0xFF_FFFF
    guard index < count, Int(loops[index].serial) == number >> 24 else { return nil }
    count = index + 1
    return loops + index
  }

  /// Ends the loops that began after there were `count`.
  mutating func end(to count: Int) { self.count = min(self.count, count) }
}
