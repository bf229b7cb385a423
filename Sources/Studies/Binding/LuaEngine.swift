import CLua
package import Diagnostics
package import LuaRuntime
import Randomness
package import Simulation

/// The interpreter as an engine: it runs the study's own Lua functions, row by row.
///
/// It is the reference: what a compiled kernel computes must be what this computes, to the bit. One
/// engine belongs to one worker and its Lua state.
package final class LuaEngine: Engine {
  package let study: Study
  let loaded: LoadedStudy
  let state: LuaState
  /// The call that runs, and what it may do; kept and put back around nested calls.
  var scope = CallScope()
  var worlds = WorldSlots() {
    didSet { ledgerAnswers.removeAll(keepingCapacity: true) }
  }
  /// By handle class.
  var sorts: [HandleSort]
  var fields: [[FieldBinding]] = []
  var tags: [[TagBinding]] = []
  var replays: [ReplayBinding?] = []
  var peerLoops = PeerLoops()
  var undefinedValues: [UndefinedValue] = []
  var undefinedNumbers: [UndefinedValue: Int] = [:]
  var keptNames: [[String]] = []
  /// The network of each phase that meets along one.
  let networkOfPhase: [Int?]
  /// The kinds of the two sides of each phase's events.
  let initiatorKinds: [Int?]
  let partnerKinds: [Int?]
  /// Questions to the ledger of the present worlds and their answers.
  var ledgerAnswers: [LedgerAnswer] = []
  var memberTables: [UInt16: LuaReference] = [:]
  /// The names of the kinds as texts of the Lua state.
  var kindTexts: [LuaReference] = []
  /// The registry's number of the function that turns loops over peers.
  private(set) var nextPeerFunction: Int32 = 0
  private var nextPeerReference: LuaReference?
  private(set) var nextActorFunction: Int32 = 0
  private var nextActorReference: LuaReference?
  private(set) var nextNamingFunction: Int32 = 0
  private var nextNamingReference: LuaReference?
  var referenceIndexes: [ReferenceIndex.Key: ReferenceIndex] = [:]
  /// What is asked of the worlds that a measure is computed for.
  var measured = MeasureScope()
  /// The folds of all measures, as models have them.
  let folds: [PhaseFold]
  /// How value definitions are described, as a measure sees it.
  var definitionTable: LuaReference?
  /// Tables that a measure was given, alive as long as it runs.
  var borrowed: [LuaReference] = []
  /// The parameters of the run and its twin, as a measure sees them.
  var parameterTables: [LuaReference?] = [nil, nil]
  /// Those of the worlds that run.
  private(set) var parametersInUse: [String: ParameterValue] = [:]
  /// What definitions' fits came to, by the position of the fit's function.
  var fits: [Int: LuaReference] = [:]
  private var measureFunctions: [Int: LuaReference] = [:]
  let kindNames: NameTable
  let networkNames: NameTable
  let phaseNames: NameTable
  let valueNames: NameTable
  /// Per definition, its number for each of its kinds.
  let valueIDs: [[Int: ValueID]]
  private var kernels: [LuaKernel?]
  let environment: EnvironmentTable

  /// - Throws: what a function of the study cannot do, found while it was made ready.
  package init(_ loaded: LoadedStudy) throws(DiagnosticList) {
    self.loaded = loaded
    study = loaded.study
    state = loaded.state
    sorts = Array(repeating: .none, count: 6000)
    kernels = Array(repeating: nil, count: study.uses.count)
    kindNames = NameTable(study.kinds.map(\.name))
    networkNames = NameTable(study.networks.map(\.name))
    phaseNames = NameTable(study.phases.map(\.name))
    valueNames = NameTable(study.values.map(\.name))
    valueIDs = Self.valueIDs(study)
    folds = study.folds
    networkOfPhase = study.phases.map { $0.network?.rawValue }
    initiatorKinds = study.phases.map { $0.sides?.from.rawValue }
    partnerKinds = study.phases.map { $0.sides?.to?.rawValue }
    do {
      environment = try EnvironmentTable(state: state, study: study)
      try bindFields()
      try bindPhases()
      try MemberTables(engine: self).define()
      try environment.bind(to: self)
      // Before functions are bound, which freezes what they captured, the module included.
      try loaded.host.complete()
      try bindFunctions()
      try activate()
    } catch {
      throw DiagnosticList([error.diagnostic(source: study.source)])
    }
  }

  deinit { peerLoops.deallocate() }

  /// A model has one value per definition and kind, in the order of both.
  private static func valueIDs(_ study: Study) -> [[Int: ValueID]] {
    var next = 0
    return study.values.map { declaration in
      var ids: [Int: ValueID] = [:]
      for kind in declaration.kinds {
        ids[kind.rawValue] = ValueID(next)
        next += 1
      }
      return ids
    }
  }

  private func bindFields() throws(LuaError) {
    let next = try state.makeHostFunction(
      context: Unmanaged.passUnretained(self).toOpaque(), tag: -1, body: nextPeer)
    nextPeerReference = next
    nextPeerFunction = next.slot.reference
    let nextActor = try state.makeHostFunction(
      context: Unmanaged.passUnretained(self).toOpaque(), body: Studies.nextActor)
    nextActorReference = nextActor
    nextActorFunction = nextActor.slot.reference
    let nextNaming = try state.makeHostFunction(
      context: Unmanaged.passUnretained(self).toOpaque(), body: Studies.nextNaming)
    nextNamingReference = nextNaming
    nextNamingFunction = nextNaming.slot.reference
    for kind in study.kinds {
      kindTexts.append(try state.internString(kind.name))
      var bindings: [FieldBinding] = []
      for field in kind.fields { bindings.append(try FieldBinding(field, state: state)) }
      fields.append(bindings)
    }
  }

  private func bindPhases() throws(LuaError) {
    for phase in study.phases {
      var bindings: [TagBinding] = []
      for tag in phase.tags { bindings.append(try TagBinding(tag, state: state)) }
      tags.append(bindings)
      if case .replay(let table, let from, let to) = phase.body {
        replays.append(
          ReplayBinding(study: study, phase: phase, table: table, from: from, to: to, state))
      } else {
        replays.append(nil)
      }
    }
    keptNames = folds.map(\.names)
  }

  private func bindFunctions() throws(LuaError) {
    let binder = FunctionBinder(engine: self)
    for index in kernels.indices where study.uses[index].contains(where: { !$0.role.isAfterRun }) {
      let bound = try binder.bound(loaded.functions[index], number: index)
      kernels[index] = LuaKernel(engine: self, function: bound, number: index)
    }
  }

  /// A measure's function, made ready on first use.
  func measureFunction(_ index: Int) throws(LuaError) -> LuaReference {
    if let known = measureFunctions[index] { return known }
    let bound = try FunctionBinder(engine: self).bound(loaded.functions[index], number: index)
    measureFunctions[index] = bound
    return bound
  }

  /// A function as it runs.
  func bound(_ index: Int, isAfterRun: Bool) throws(LuaError) -> LuaReference {
    guard !isAfterRun, let kernel = kernels[index] else { return try measureFunction(index) }
    return kernel.function
  }

  package func kernel(for function: FunctionID) -> any Kernel {
    guard let kernel = kernels[function.rawValue] else {
      preconditionFailure("function \(function.rawValue) is used but was not bound")
    }
    return kernel
  }

  /// The parameters of the worlds to come.
  package func use(_ parameters: [String: ParameterValue]) throws(DiagnosticList) {
    do {
      try activate()
      try environment.use(parameters)
      parametersInUse = parameters
    } catch {
      throw DiagnosticList([error.diagnostic(source: study.source)])
    }
  }

  package func prepare(_ world: World) {
    worlds = WorldSlots(run: world)
  }

  /// Makes this the engine whose worlds the functions of the state see.
  func activate() throws(LuaError) {
    guard loaded.host.engine !== self else { return }
    try MemberTables(engine: self).register()
    loaded.host.engine = self
  }

  /// Lets the functions of the state look at finished worlds, as a measure does, until `release`.
  ///
  /// The caller keeps the worlds alive for that long.
  package func show(
    _ run: World, twin: World?, parameters: [String: ParameterValue],
    twinParameters: [String: ParameterValue]?
  ) throws(LuaError) {
    try activate()
    worlds = WorldSlots(run: run, twin: twin)
    parameterTables[0] = try parameterTable(parameters)
    parameterTables[1] = try twinParameters.map { (p) throws(LuaError) in try parameterTable(p) }
  }

  /// Lets go of the worlds once they have been measured.
  package func release() {
    worlds = WorldSlots()
    fits.removeAll()
    referenceIndexes.removeAll()
    undefinedValues.removeAll(keepingCapacity: true)
    undefinedNumbers.removeAll(keepingCapacity: true)
  }

  // MARK: handles

  /// The run that functions look at, and its twin.
  package static let runHandle = HandleClass.handle(HandleClass.run(slot: 0), 0)
  package static let twinHandle = HandleClass.handle(HandleClass.run(slot: 1), 0)

  /// What actors and runs can be asked, by name, for completion.
  package static var actorMethodNames: [String] { actorMethods.keys.sorted() }
  package static var runMethodNames: [String] { runMethods.keys.sorted() }

  /// The handle of an actor of the run that functions look at, or of its twin.
  ///
  /// - Precondition: the world has given the number, counted from 0.
  package func handle(of kind: KindID, _ number: Int, ofTwin: Bool) -> UInt64 {
    actorHandle(kind.rawValue, number, slot: ofTwin ? 1 : 0)
  }

  /// The actor that a handle names, in the run or its twin; `nil` for a handle of something else.
  package func shownActor(_ handle: UInt64) -> (kind: KindID, number: Int, isOfTwin: Bool)? {
    guard case .actor(let kind, let slot) = sorts[HandleClass.handleClass(of: handle)] else {
      return nil
    }
    return (KindID(kind), HandleClass.payload(of: handle), slot == 1)
  }

  /// The names of the fields of a tie, where a handle names one.
  package func tieFields(_ handle: UInt64) -> [String]? {
    guard case .tie(let network) = sorts[HandleClass.handleClass(of: handle)] else { return nil }
    return study.networks[network].tieFields
  }

  func actorHandle(_ kind: Int, _ number: Int, slot: Int = 0) -> UInt64 {
    HandleClass.handle(HandleClass.actor(kind, slot: slot), number)
  }

  /// The actor that a handle names, where it is one of the run itself.
  func actor(_ handle: UInt64) -> (kind: Int, number: Int)? {
    guard case .actor(let kind, 0) = sorts[HandleClass.handleClass(of: handle)] else { return nil }
    return (kind, HandleClass.payload(of: handle))
  }
}

/// The worlds that handles name: slot 0 is the run, slot 1 the twin.
///
/// They are not kept alive, since a world keeps its engine: whoever runs or measures one holds it
/// for that long.
struct WorldSlots {
  unowned(unsafe) var run: World?
  unowned(unsafe) var twin: World?

  subscript(slot: Int) -> World? { slot == 0 ? run : twin }
}

/// What the running call may do, in a form that host functions reach without a detour.
struct CallScope {
  /// `nil` while a measure is computed.
  unowned(unsafe) var call: PhaseCall?
  /// Handle class and number of the acting actor, whose own writes it sees.
  var actingClass = -1
  var actingNumber = -1
  /// Which unkeyed call sites have drawn in this row (sites 0...63); further ones are in `drawnMore`.
  var drawn: UInt64 = 0
  var drawnMore: Set<Int32> = []
  /// The event of the row, and whether the function may write to it.
  var event = Event(initiator: -1, partner: -1, step: 0)
  var foldNumber = 0
  /// Loops over peers that were under way when the call began.
  var outerLoops = 0
  /// Whether the row has made an actor that is still to enter.
  var hasEntered = false
  /// Whether the value is one that is asked for once, after the run.
  var isAfterRun = false
  var keptNumbers: UnsafeMutablePointer<Double>?
  /// What the definition's fit returned.
  var fit: LuaReference?
}

/// An undefined value on its way through Lua.
struct UndefinedValue: Hashable {
  var reason: String
  var used: Int?
  var total: Int?
}
