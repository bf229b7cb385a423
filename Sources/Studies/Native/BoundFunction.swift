import CLLVM
import CSleef
import Compiler
import IR
import Randomness
import Simulation

/// A native function bound to a worker's worlds, one after another: the addresses of its slots, and
/// its frame.
///
/// What it asks for in each call it has to itself: workers that count references to the same things
/// wait for each other.
final class BoundFunction {
  let native: NativeFunction
  /// Slots that are filled in for each call, and those that count.
  private let openSlots: [(index: Int, binding: SlotBinding)]
  private let counters: [(index: Int, binding: SlotBinding)]
  /// Fields of actors that enter in a row.
  private let enteredFields: [SlotBinding]
  /// Without and with a list of acting actors, once there is any.
  private var codes: [CompiledKernel?] = [nil, nil]
  let isSerial: Bool
  /// Whether a row may take long.
  let hasLoops: Bool
  private let slots: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// A cell for each slot that is one number.
  private let cells: UnsafeMutablePointer<UInt64>
  private let undoLog: UnsafeMutablePointer<CKernelUndo>
  private var redo: UnsafeMutablePointer<Int64>
  private var redoCapacity: Int
  /// Sums of streamed output, a block's eight lanes together (Randomness/Reduction).
  private var sums = UnsafeMutableBufferPointer<SIMD8<Double>>(start: nil, count: 0)
  private let frame: UnsafeMutablePointer<CKernelFrame>
  let context: CallContext
  private var rowsRun = 0
  private var rowsGivenUp = 0
  private(set) var isSlow = false

  private static let undoCapacity = 4096

  init(_ native: NativeFunction) {
    self.native = native
    isSerial = native.kernel.isSerial
    hasLoops = native.kernel.stages.contains { !$0.isVector }
    let constants = native.constants.addresses
    let bindings = native.translated.slots.enumerated().map { (index: $0, binding: $1) }
    openSlots = bindings.filter { constants[$0.index] == nil }
    counters = bindings.filter {
      switch $0.binding {
      case .eventCount, .freshEventCount: true
      default: false
      }
    }
    enteredFields = bindings.map(\.binding).filter {
      if case .field(_, _, .entered) = $0 { true } else { false }
    }
    let count = max(1, native.kernel.stages.map(\.function.slots.count).max() ?? 1)
    slots = .allocate(capacity: count)
    slots.initialize(repeating: nil, count: count)
    for (index, address) in constants.enumerated() {
      slots[index] = address.map { UnsafeMutableRawPointer($0) }
    }
    cells = .allocate(capacity: count)
    cells.initialize(repeating: 0, count: count)
    // The host adds an entry where a kernel finds the log full.
    undoLog = .allocate(capacity: Self.undoCapacity + 1)
    redoCapacity = 1024
    redo = .allocate(capacity: redoCapacity)
    frame = .allocate(capacity: 1)
    frame.initialize(to: CKernelFrame())
    context = CallContext(native.translated.callees, frame)
    frame.pointee.slots = UnsafePointer(slots)
    frame.pointee.host = Unmanaged.passUnretained(context).toOpaque()
    frame.pointee.callee = answerKernel
    frame.pointee.mathematics = sleef_table()
    frame.pointee.undo = undoLog
    frame.pointee.undoCapacity = Int64(Self.undoCapacity)
  }

  deinit {
    slots.deallocate()
    cells.deallocate()
    undoLog.deallocate()
    redo.deallocate()
    sums.deallocate()
    frame.deallocate()
  }

  /// Begins another world.
  func begin() {
    rowsRun = 0
    rowsGivenUp = 0
    isSlow = false
  }

  /// Notes how many rows were given up: a function that mostly is runs on the interpreter.
  func count(rows: Int, givenUp: Int) {
    rowsRun += rows
    rowsGivenUp += givenUp
    if rowsGivenUp > 1000, 3 * rowsGivenUp > rowsRun { isSlow = true }
  }

  /// Fields of the acting actor that the function assigns: those with stores.
  private lazy var written: Set<Int> = {
    var fields: Set<Int> = []
    for stage in native.kernel.stages {
      for instruction in stage.function.blocks.flatMap(\.instructions) {
        guard case .store(let slot, _) = instruction.opcode,
          Int(slot.index) < native.translated.slots.count,
          case .field(_, let field, .write) = native.translated.slots[Int(slot.index)]
        else { continue }
        fields.insert(field)
      }
    }
    return fields
  }()

  /// Fields that the function looks at as everybody sees them; `nil`: nobody knows, since the
  /// interpreter, or a first value of an actor that enters, can look at any.
  private lazy var seen: Set<SeenField>? = {
    let enters = native.translated.callees.contains { if case .enter = $0 { true } else { false } }
    if enters || native.translated.givesUp { return nil }
    var fields: Set<SeenField> = []
    for binding in native.translated.slots {
      switch binding {
      case .field(let kind, let field, .read): fields.insert(SeenField(kind: kind, field: field))
      case .neighbourCount(let asked):
        let kind = native.neighbourKinds[asked.network][asked.side]
        fields.insert(SeenField(kind: kind, field: asked.field))
      default: continue
      }
    }
    for callee in native.translated.callees {
      switch callee {
      case .neighbourSum(let network, let side, let field),
        .highestPeers(let network, let side, let field):
        let kind = native.neighbourKinds[network][side]
        fields.insert(SeenField(kind: kind, field: field))
      default: continue
      }
    }
    return fields
  }()

  /// Whether it shows its events to the folds itself.
  private(set) lazy var showsEvents = native.translated.slots.contains {
    if case .foldKept = $0 { true } else { false }
  }

  // MARK: Slots

  /// Fills in the addresses for a call.
  ///
  /// - Returns: whether all of them are to be had.
  func fill(
    _ call: PhaseCall, twin: PhaseCall? = nil, _ engine: NativeEngine, rows: Int
  ) -> Bool {
    guard engine.knowsPopulation(of: call.world),
      twin.map({ engine.knowsPopulation(of: $0.world) }) ?? true
    else { return false }
    context.begin(call, twin: twin, engine)
    frame.pointee.actors = call.actors
    var filler = SlotFiller(call: call, twin: twin, engine: engine, rows: rows)
    filler.writes = written
    filler.peerLists = context.peerLists.places
    filler.makeWritable(enteredFields)
    filler.seen = seen
    for (index, binding) in openSlots {
      switch filler.fill(binding) {
      case .address(let address): slots[index] = address
      case .cell(let bits):
        cells[index] = bits
        slots[index] = UnsafeMutableRawPointer(cells + index)
      case nil: return false
      }
    }
    return true
  }

  /// Takes over what the kernel has counted.
  func flush(_ call: PhaseCall) {
    for (index, binding) in counters {
      switch binding {
      case .eventCount(let phase): call.world.addEvents(PhaseID(phase), Int(cells[index]))
      case .freshEventCount: call.world.keepEvents(Int(cells[index]))
      default: continue
      }
      cells[index] = 0
    }
  }

  // MARK: Running

  /// The code for calls with or without a list of acting actors; `nil`: not yet, or not at all.
  func code(isListed: Bool) -> CompiledKernel? {
    let form = isListed ? 1 : 0
    if let known = codes[form] { return known }
    codes[form] = native.code(isListed: isListed)
    return codes[form]
  }

  func run(_ code: CompiledKernel, _ call: PhaseCall, _ rows: Range<Int>) -> Int {
    code.run(UnsafeMutableRawPointer(frame), rows: rows)
  }

  /// Runs rows in any order, on several threads where there are many of them.
  ///
  /// - Returns: those that were given up, ascending.
  func runListing(
    _ code: CompiledKernel, _ call: PhaseCall, _ rows: Range<Int>, _ engine: NativeEngine,
    threads: Int
  ) -> [Int] {
    if redoCapacity < rows.count {
      redo.deallocate()
      redoCapacity = rows.count
      redo = .allocate(capacity: redoCapacity)
    }
    if call.streamsOutput { openSums(rows) }
    defer { frame.pointee.sums = nil }
    let parts = RowParts(rows, threads: threads)
    let frames = UnsafeMutablePointer<CKernelFrame>.allocate(capacity: parts.count)
    defer { frames.deallocate() }
    for (index, part) in parts.ranges.enumerated() {
      // Each part lists its rows where as many of them have room.
      (frames + index).initialize(to: frame.pointee)
      frames[index].redo = redo + (part.lowerBound - rows.lowerBound)
      frames[index].redoCount = 0
    }
    engine.run(parts) { index, part in
      _ = code.run(UnsafeMutableRawPointer(frames + index), rows: part)
    }
    var givenUp: [Int] = []
    for index in 0..<parts.count {
      guard let listed = frames[index].redo else { continue }
      givenUp += (0..<Int(frames[index].redoCount)).map { Int(listed[$0]) }.sorted()
    }
    return givenUp
  }

  /// Lets the output of rows be streamed and added up.
  ///
  /// - Precondition: they begin where a block of a sum does.
  private func openSums(_ rows: Range<Int>) {
    let blocks = rows.count / Reduction.blockSize + 1
    if sums.count < blocks {
      sums.deallocate()
      sums = .allocate(capacity: blocks)
    }
    sums.initialize(repeating: SIMD8())
    guard let base = sums.baseAddress else { return }
    frame.pointee.sums = UnsafeMutableRawPointer(base - rows.lowerBound / Reduction.blockSize)
      .assumingMemoryBound(to: Double.self)
  }

  /// The sum of the output of the rows that ran last, which was streamed.
  func sumOfOutput(_ rows: Range<Int>) -> Double {
    Reduction.sum(ofLanes: sums, count: rows.count)
  }

  /// Undoes what the row did that was given up, last thing first.
  func undo(_ world: World) {
    for index in (0..<Int(frame.pointee.undoCount)).reversed() {
      let entry = undoLog[index]
      switch entry.size {
      case 0: context.takeBack(to: Int(entry.bits), world)
      case 1: entry.cell.storeBytes(of: UInt8(truncatingIfNeeded: entry.bits), as: UInt8.self)
      case 4: entry.cell.storeBytes(of: UInt32(truncatingIfNeeded: entry.bits), as: UInt32.self)
      default: entry.cell.storeBytes(of: entry.bits, as: UInt64.self)
      }
    }
    frame.pointee.undoCount = 0
  }
}
