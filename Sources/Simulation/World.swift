internal import Randomness
internal import Synchronization

/// One random world: the actors' columns, the ties, the ledger and what has been valued.
///
/// A world belongs to one thread at a time. Everything in it is addressed by positions: no
/// dictionary is ever walked, so nothing depends on hash order.
package final class World {
  package let model: Model
  package let replicate: UInt64
  /// Tells it from all other worlds of the process, those that are no more included.
  package let number = World.numbers.add(1, ordering: .relaxed).newValue
  /// The present step; 0 while first values and networks are made.
  package internal(set) var step = 0
  /// Steps that were begun.
  package internal(set) var stepsRun = 0
  /// Whether `until` ended the run before its last step.
  package internal(set) var stoppedEarly = false
  /// Whether what is asked once the run is over has been asked: until then it is undefined.
  var areEndValuesAsked = false
  /// One row per counted step, one number per series; NaN is undefined.
  package internal(set) var seriesRows: [[Double]] = []

  private static let numbers = Atomic(0)

  let engine: any Engine
  let kinds: UnsafeMutablePointer<KindState>
  let networks: UnsafeMutablePointer<NetworkState>
  let accounts: UnsafeMutablePointer<AccountState>
  let values: UnsafeMutablePointer<ValueState>
  var ledger: LedgerPlan
  var folds: [FoldState]
  var tallies: [NeighbourTally] = []
  /// Raised whenever fields may have changed for everybody: where a step or a phase begins or ends.
  var fieldsVersion = 0
  var scratch = Scratch()
  /// Fields that are zeroed in each step.
  let flows: [(kind: Int, field: Int)]
  var starts: [KindID: StartColumns] = [:]

  /// Whether effects wait for the end of the phase.
  var isSimultaneous = false
  var currentPhase: PhaseID?
  var discardedMarks: UInt64 = 0
  /// Whether effects of the current row are logged, so that it can be discarded or run again.
  package var logsEffects = false
  var requests: [StructureRequest] = []
  /// Creations so far, per creator, in the present phase and step.
  var creations: [ActorID: UInt64] = [:]
  /// Pending actors whose row was discarded.
  var cancelled: Set<ActorID> = []
  var undoLog: [UndoEntry] = []
  var eventCounts: [Int]
  var unmatchedCounts: [Int]
  /// Recorded events that the folds have not seen yet.
  var pendingEvents = 0
  var ownReasons: [String] = []
  var rankCache: [ValueID: [Double]] = [:]
  /// What definitions that leave one actor out at a time note while the world runs.
  var firstActs: [FirstActs] = []
  /// The call and the result cell for first values of an actor that enters.
  private(set) lazy var entryCall = PhaseCall(world: self)
  /// For events that folds see while the phase runs, and why one of them failed.
  private(set) lazy var foldCall = PhaseCall(world: self)
  var foldFailure: SimulationFailure?
  let entryOutput = UnsafeMutablePointer<Double>.allocate(capacity: 1)
  let entryRow = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

  /// A world with its columns zeroed and no ties; `Course` fills it.
  convenience init(_ model: Model, replicate: UInt64, engine: any Engine) {
    let kinds = model.kinds.map(KindState.init)
    self.init(
      model, replicate: replicate, engine: engine, kinds: kinds,
      networks: model.networks.map(NetworkState.init),
      accounts: model.accounts.map { AccountState($0, capacity: kinds[$0.kind.rawValue].capacity) },
      values: model.values.map { ValueState($0, capacity: kinds[$0.kind.rawValue].capacity) },
      folds: model.folds.map { FoldState($0, model) })
  }

  /// A world of states that become its own.
  init(
    _ model: Model, replicate: UInt64, engine: any Engine, kinds: [KindState],
    networks: [NetworkState], accounts: [AccountState], values: [ValueState], folds: [FoldState]
  ) {
    self.model = model
    self.replicate = replicate
    self.engine = engine
    self.kinds = Self.placed(kinds)
    self.networks = Self.placed(networks)
    self.accounts = Self.placed(accounts)
    self.values = Self.placed(values)
    self.folds = folds
    flows = model.kinds.enumerated().flatMap { kind, spec in
      spec.fields.indices.filter { spec.fields[$0].isFlow }.map { (kind, $0) }
    }
    ledger = LedgerPlan(model)
    eventCounts = Array(repeating: 0, count: model.phases.count)
    unmatchedCounts = Array(repeating: 0, count: model.phases.count)
    entryOutput.initialize(to: 0)
    entryRow.initialize(to: 0)
  }

  /// States at addresses that never change.
  private static func placed<State>(_ states: [State]) -> UnsafeMutablePointer<State> {
    let memory = UnsafeMutablePointer<State>.allocate(capacity: max(states.count, 1))
    for (index, state) in states.enumerated() { (memory + index).initialize(to: state) }
    return memory
  }

  deinit {
    for index in model.kinds.indices { kinds[index].deallocate() }
    kinds.deinitialize(count: model.kinds.count)
    kinds.deallocate()
    for index in model.networks.indices { networks[index].deallocate() }
    networks.deinitialize(count: model.networks.count)
    networks.deallocate()
    for index in model.accounts.indices { release(accounts[index].base) }
    accounts.deallocate()
    for index in model.values.indices { values[index].deallocate() }
    values.deallocate()
    for fold in folds { fold.deallocate() }
    for tally in tallies { tally.deallocate() }
    for start in starts.values { start.deallocate() }
    scratch.deallocate()
    entryOutput.deallocate()
    entryRow.deallocate()
  }

  /// The key of a named stream of this world.
  func stream(_ name: String) -> StreamKey {
    StreamKey(seed: model.seed, replicate: replicate, name: name)
  }
}
