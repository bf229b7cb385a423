extension World {
  /// Adds to a number field of anybody.
  ///
  /// Under simultaneous activation gifts are summed in order (row, call) and the sum is added, at
  /// the end of the phase, to the field as it was written; else each acts at once.
  package func give(_ kind: KindID, _ field: FieldID, _ number: Int, _ amount: Double) {
    if isSimultaneous {
      let gifts = openGifts(kind, field).assumingMemoryBound(to: Double.self)
      if logsEffects {
        undoLog.append(.gift(kind, field, number, gifts[number].bitPattern))
      }
      gifts[number] += amount
    } else {
      let bits = writtenBits(kind, field, number)
      if logsEffects { undoLog.append(.field(kind, field, number, bits)) }
      let sum = canonical(Double(bitPattern: bits) + amount)
      setWrittenBits(kind, field, number, sum.bitPattern)
    }
  }

  /// Adds to an integer field of anybody, wrapping around; else as `give`.
  package func giveInteger(_ kind: KindID, _ field: FieldID, _ number: Int, _ amount: Int64) {
    if isSimultaneous {
      let gifts = openGifts(kind, field).assumingMemoryBound(to: Int64.self)
      if logsEffects {
        undoLog.append(.gift(kind, field, number, UInt64(bitPattern: gifts[number])))
      }
      gifts[number] &+= amount
    } else {
      let bits = writtenBits(kind, field, number)
      if logsEffects { undoLog.append(.field(kind, field, number, bits)) }
      setWrittenBits(kind, field, number, bits &+ UInt64(bitPattern: amount))
    }
  }

  /// Claims a reference field of anybody for an actor.
  ///
  /// Of all claims in a phase the lowest `word` wins, among equal words the lower identity; it
  /// overrides what was written. `word` is an addressed draw of the claimant's.
  package func claim(
    _ kind: KindID, _ field: FieldID, _ number: Int, claimant: ActorID, word: UInt64
  ) {
    let claims = openClaims(kind, field)
    let best = claims[number]
    if best.claimant >= 0 {
      if word > best.word { return }
      let rival = identity(claimant.kind, Int(best.claimant))
      if word == best.word && rival <= identity(claimant.kind, claimant.number) { return }
    }
    if logsEffects { undoLog.append(.claim(kind, field, number, best)) }
    claims[number] = ClaimCell(word: word, claimant: Int32(truncatingIfNeeded: claimant.number))
    kinds[kind.rawValue].fields[field.rawValue].claimed.append(
      Int32(truncatingIfNeeded: number))
    if !isSimultaneous {
      setCode(kind, field, number, Int32(truncatingIfNeeded: claimant.number))
    }
  }

  func openGifts(_ kind: KindID, _ field: FieldID) -> UnsafeMutableRawPointer {
    let storage = kinds[kind.rawValue].fields + field.rawValue
    if let gifts = storage.pointee.gifts {
      storage.pointee.hasGifts = true
      return gifts
    }
    let capacity = kinds[kind.rawValue].capacity
    let gifts = allocateZeroed(bytes: capacity * 8)
    storage.pointee.gifts = gifts
    storage.pointee.clearGifts(from: 0, to: capacity)
    storage.pointee.hasGifts = true
    return gifts
  }

  private func openClaims(
    _ kind: KindID, _ field: FieldID
  ) -> UnsafeMutablePointer<ClaimCell> {
    let storage = kinds[kind.rawValue].fields + field.rawValue
    if let claims = storage.pointee.claims { return claims }
    let capacity = kinds[kind.rawValue].capacity
    let claims = allocateZeroed(bytes: capacity * MemoryLayout<ClaimCell>.stride)
      .bindMemory(to: ClaimCell.self, capacity: capacity)
    claims.update(repeating: .none, count: capacity)
    storage.pointee.claims = claims
    return claims
  }

  /// Adds the sums of the gifts to a field and closes them.
  func commitGifts(_ kind: KindID, _ index: Int) {
    let storage = kinds[kind.rawValue].fields + index
    guard let gifts = storage.pointee.gifts else { return }
    let count = kinds[kind.rawValue].count
    let cells = kinds[kind.rawValue].views[index].read
    if storage.pointee.type == .number {
      let sums = gifts.assumingMemoryBound(to: Double.self)
      let field = cells.assumingMemoryBound(to: Double.self)
      for number in 0..<count {
        field[number] = canonical(field[number] + sums[number])
        sums[number] = -0.0
      }
    } else {
      let sums = gifts.assumingMemoryBound(to: Int64.self)
      let field = cells.assumingMemoryBound(to: Int64.self)
      for number in 0..<count {
        field[number] &+= sums[number]
        sums[number] = 0
      }
    }
    storage.pointee.hasGifts = false
  }

  /// Gives claimed references to the winners.
  func commitClaims(_ kind: KindID, _ index: Int) {
    let storage = kinds[kind.rawValue].fields + index
    let cells = kinds[kind.rawValue].views[index].read.assumingMemoryBound(to: Int32.self)
    if let claims = storage.pointee.claims {
      for number in storage.pointee.claimed {
        if claims[Int(number)].claimant >= 0 && isSimultaneous {
          cells[Int(number)] = claims[Int(number)].claimant
        }
        claims[Int(number)] = .none
      }
    }
    storage.pointee.claimed.removeAll(keepingCapacity: true)
  }
}
