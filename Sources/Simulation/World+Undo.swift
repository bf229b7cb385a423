/// How to take back one thing that a row did.
enum UndoEntry {
  case field(KindID, FieldID, Int, UInt64)
  case gift(KindID, FieldID, Int, UInt64)
  case claim(KindID, FieldID, Int, ClaimCell)
  case tieField(NetworkID, Int, Int, Double)
  /// The last request of the queue.
  case requested
  case entered(KindID, Int, by: ActorID)
  case left(KindID, Int)
  case tied(NetworkID, Int, Int)
  case untied(NetworkID, Int, Int, Int)
}

extension World {
  /// From here on a row may be discarded, or taken back.
  package func beginRow() { undoLog.removeAll(keepingCapacity: true) }

  /// Takes back all that the current row did, last thing first; the numbers that it gave to actors
  /// and ties stay given.
  func discardRow() {
    for entry in undoLog.reversed() { undo(entry) }
    undoLog.removeAll(keepingCapacity: true)
  }

  /// How many effects of the current row are logged.
  package var effectCount: Int { undoLog.count }

  /// Takes back the effects of the current row from the `count`th on, last one first, as if they
  /// had never been: the row is going to run again.
  package func takeBack(to count: Int) {
    while undoLog.count > count {
      let entry = undoLog.removeLast()
      switch entry {
      case .entered(let kind, let number, let creator): retractActor(kind, number, by: creator)
      case .tied(let network, _, _):
        undo(entry)
        networks[network.rawValue].tieCount -= 1
      default: undo(entry)
      }
    }
  }

  private func undo(_ entry: UndoEntry) {
    switch entry {
    case .field(let kind, let field, let number, let bits):
      setWrittenBits(kind, field, number, bits)
    case .gift(let kind, let field, let number, let bits):
      kinds[kind.rawValue].fields[field.rawValue].gifts?.storeBytes(
        of: bits, toByteOffset: number * 8, as: UInt64.self)
    case .claim(let kind, let field, let number, let cell):
      kinds[kind.rawValue].fields[field.rawValue].claims?[number] = cell
    case .tieField(let network, let field, let tie, let value):
      networks[network.rawValue].fields[field].write?[tie] = value
    case .requested: requests.removeLast()
    case .entered(let kind, let number, _): cancelActor(kind, number)
    case .left(let kind, let number): restoreActor(kind, number)
    case .tied(let network, let a, let b):
      networks[network.rawValue].removeTie(a, b, isRead: true)
    case .untied(let network, let a, let b, let tie):
      _ = networks[network.rawValue].insertTie(a, b, tie: tie, isRead: true)
    }
  }
}
