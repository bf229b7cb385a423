/// How to take back one thing that a row did.
enum UndoEntry {
  case field(KindID, FieldID, Int, UInt64)
  case gift(KindID, FieldID, Int, UInt64)
  case claim(KindID, FieldID, Int, ClaimCell)
  case tieField(NetworkID, Int, Int, Double)
  /// The last request of the queue.
  case requested
  case entered(KindID, Int)
  case left(KindID, Int)
  case tied(NetworkID, Int, Int)
  case untied(NetworkID, Int, Int, Int)
}

extension World {
  /// From here on a row may be discarded.
  func beginRow() { undoLog.removeAll(keepingCapacity: true) }

  /// Takes back all that the current row did, last thing first.
  func discardRow() {
    for entry in undoLog.reversed() { undo(entry) }
    undoLog.removeAll(keepingCapacity: true)
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
    case .entered(let kind, let number): cancelActor(kind, number)
    case .left(let kind, let number): restoreActor(kind, number)
    case .tied(let network, let a, let b):
      networks[network.rawValue].removeTie(a, b, isRead: true)
    case .untied(let network, let a, let b, let tie):
      _ = networks[network.rawValue].insertTie(a, b, tie: tie, isRead: true)
    }
  }
}
