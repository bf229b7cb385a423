internal import Dispatch
internal import GRDB
internal import Synchronization

/// The replicates that came since the last commit.
struct OpenGroup {
  var records: [ReplicateRecord] = []
  /// About how many bytes they hold.
  var weight = 0
  /// When the first of them came.
  var opened: ContinuousClock.Instant?
  /// The runs that this process registered.
  var registered: Set<String> = []
  var isClosed = false
}

extension ResultStore {
  /// Makes runs known, at once, so that their replicates can be appended.
  ///
  /// Those that the store knows are left as they are.
  package func register(_ runs: [RunRecord]) throws(StoreError) {
    try write { db in
      let statement = try db.cachedStatement(
        sql: """
          INSERT INTO runs (fingerprint, semantics, description) VALUES (?, ?, ?)
          ON CONFLICT (fingerprint) DO NOTHING
          """)
      for run in runs {
        try statement.execute(arguments: [run.fingerprint, run.semantics, run.description])
      }
    }
    group.withLock { $0.registered.formUnion(runs.map(\.fingerprint)) }
  }

  /// Keeps an experiment as it is declared now, at once, in place of what its key stood for.
  package func declare(_ experiment: ExperimentRecord) throws(StoreError) {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO experiments (key, name, document, declared)
          VALUES (?, ?, ?, (SELECT coalesce(max(declared), 0) + 1 FROM experiments))
          ON CONFLICT (key) DO UPDATE SET
            name = excluded.name, document = excluded.document, declared = excluded.declared
          """, arguments: [experiment.key, experiment.name, experiment.document])
    }
  }

  /// Adds a replicate to the open group.
  ///
  /// - Precondition: its run and the twins of its measures were registered; the store is open.
  /// - Throws: a `StoreError` if the group was due and could not be committed. Its records stay in
  ///   memory, and the next append, flush or close tries again.
  package func append(_ record: ReplicateRecord) throws(StoreError) {
    precondition(access == .readWrite, "a store opened for reading is not written")
    let now = ContinuousClock.now
    let (isFirst, isDue) = group.withLock { group in
      precondition(!group.isClosed, "a closed store is not written")
      precondition(
        group.registered.contains(record.run)
          && record.results.allSatisfy { group.knows($0.measure.twin) }
          && record.failures.allSatisfy { group.knows($0.measure.twin) },
        "a run is registered before its replicates are appended")
      let isFirst = group.opened == nil
      let opened = group.opened ?? now
      group.opened = opened
      group.records.append(record)
      group.weight += record.weight
      let isDue =
        now - opened >= .seconds(ResultStore.groupSeconds)
        || group.weight >= ResultStore.groupBytes
      return (isFirst, isDue)
    }
    if isFirst { startTimer() }
    if isDue { try flush() }
  }

  /// Commits what is buffered.
  package func flush() throws(StoreError) {
    try commits.sync { Result { () throws(StoreError) in try commitGroup() } }.get()
  }

  /// Sees to it that a group is committed even if nothing is appended after it.
  private func startTimer() {
    commits.asyncAfter(deadline: .now() + ResultStore.groupSeconds) { [weak self] in
      guard let self else { return }
      do {
        try commitGroup()
      } catch {
        // The records are kept; whoever appends, flushes or closes next is told.
        startTimer()
      }
    }
  }

  /// Commits the open group; on failure its records go back to the front of it.
  ///
  /// Runs on `commits` only, so that groups keep their order.
  func commitGroup() throws(StoreError) {
    let taken = group.withLock { group in
      let taken = (records: group.records, weight: group.weight, opened: group.opened)
      group.records = []
      group.weight = 0
      group.opened = nil
      return taken
    }
    guard !taken.records.isEmpty else { return }
    // Whatever a failed transaction numbered does not exist: start from nothing then.
    var numbers = interned.withLock { interned in
      let numbers = interned
      interned = Interned()
      return numbers
    }
    do {
      numbers = try write { db in
        var writer = ReplicateWriter(db: db, path: path, interned: numbers)
        for record in taken.records { try writer.write(record) }
        return writer.interned
      }
      interned.withLock { $0 = numbers }
    } catch {
      group.withLock { group in
        group.records = taken.records + group.records
        group.weight += taken.weight
        group.opened = taken.opened
      }
      throw error
    }
  }
}

extension OpenGroup {
  fileprivate func knows(_ twin: String?) -> Bool {
    guard let twin else { return true }
    return registered.contains(twin)
  }
}
