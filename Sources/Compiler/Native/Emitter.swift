internal import CLLVM
internal import IR

/// LLVM's handles are pointers to things that Swift does not see.
typealias Handle = OpaquePointer

/// One LLVM module under construction, with short names for what is built most.
final class Emitter {
  let llvm: UnsafePointer<CLLVMTable>
  let context: Handle
  let module: Handle
  let builder: Handle
  let bit: Handle
  let byte: Handle
  let int32: Handle
  let int64: Handle
  let double: Handle
  let pointer: Handle
  private(set) var function: Handle

  init(_ llvm: UnsafePointer<CLLVMTable>, name: String) throws(NativeError) {
    self.llvm = llvm
    let table = llvm.pointee
    guard let context = table.ContextCreate(),
      let module = table.ModuleCreateWithNameInContext(name, context),
      let builder = table.CreateBuilderInContext(context),
      let bit = table.Int1TypeInContext(context), let byte = table.Int8TypeInContext(context),
      let int32 = table.Int32TypeInContext(context),
      let int64 = table.Int64TypeInContext(context),
      let double = table.DoubleTypeInContext(context),
      let pointer = table.PointerTypeInContext(context, 0)
    else { throw NativeError("LLVM has no memory left") }
    self.context = context
    self.module = module
    self.builder = builder
    self.bit = bit
    self.byte = byte
    self.int32 = int32
    self.int64 = int64
    self.double = double
    self.pointer = pointer
    var parameters: [Handle?] = [pointer, int64, int64]
    guard let type = table.FunctionType(int64, &parameters, 3, 0),
      let function = table.AddFunction(module, name, type)
    else { throw NativeError("LLVM has no memory left") }
    self.function = function
  }

  deinit {
    llvm.pointee.DisposeBuilder(builder)
    llvm.pointee.DisposeModule(module)
    llvm.pointee.ContextDispose(context)
  }

  /// LLVM answers only with nothing where memory is exhausted.
  func made(_ handle: Handle?) -> Handle {
    guard let handle else { preconditionFailure("LLVM has no memory left") }
    return handle
  }

  // MARK: Types and constants

  /// The type of `width` numbers, or of one.
  func type(_ scalar: Handle, _ width: Int) -> Handle {
    width == 1 ? scalar : made(llvm.pointee.VectorType(scalar, UInt32(width)))
  }

  func type(_ type: IRType, _ width: Int) -> Handle {
    switch type {
    case .bool: self.type(bit, width)
    case .int: self.type(int64, width)
    case .float: self.type(double, width)
    }
  }

  /// The type of a cell in memory.
  func type(ofCell cell: IRCell) -> Handle {
    switch cell {
    case .bool8, .uint8: byte
    case .int32: int32
    case .int64: int64
    case .float64: double
    }
  }

  func integer(_ value: Int64) -> Handle {
    made(llvm.pointee.ConstInt(int64, UInt64(bitPattern: value), 0))
  }

  func integer32(_ value: Int32) -> Handle {
    made(llvm.pointee.ConstInt(int32, UInt64(UInt32(bitPattern: value)), 0))
  }

  func bool(_ value: Bool) -> Handle { made(llvm.pointee.ConstInt(bit, value ? 1 : 0, 0)) }

  func float(bits: UInt64) -> Handle {
    made(llvm.pointee.ConstBitCast(made(llvm.pointee.ConstInt(int64, bits, 0)), double))
  }

  func zero(_ type: Handle) -> Handle { made(llvm.pointee.ConstNull(type)) }
  func allOnes(_ type: Handle) -> Handle { made(llvm.pointee.ConstAllOnes(type)) }

  // MARK: Instructions

  typealias Binary =
    @convention(c) (Handle?, Handle?, Handle?, UnsafePointer<CChar>?) -> Handle?

  func build(_ make: Binary, _ left: Handle, _ right: Handle) -> Handle {
    made(make(builder, left, right, ""))
  }

  func add(_ left: Handle, _ right: Handle) -> Handle {
    build(llvm.pointee.BuildAdd, left, right)
  }

  func multiply(_ left: Handle, _ right: Handle) -> Handle {
    build(llvm.pointee.BuildMul, left, right)
  }

  func and(_ left: Handle, _ right: Handle) -> Handle {
    build(llvm.pointee.BuildAnd, left, right)
  }

  func or(_ left: Handle, _ right: Handle) -> Handle {
    build(llvm.pointee.BuildOr, left, right)
  }

  func xor(_ left: Handle, _ right: Handle) -> Handle {
    build(llvm.pointee.BuildXor, left, right)
  }

  func not(_ value: Handle) -> Handle { made(llvm.pointee.BuildNot(builder, value, "")) }

  func compare(_ predicate: Int, _ left: Handle, _ right: Handle) -> Handle {
    made(llvm.pointee.BuildICmp(builder, UInt32(predicate), left, right, ""))
  }

  func compareFloats(_ predicate: Int, _ left: Handle, _ right: Handle) -> Handle {
    made(llvm.pointee.BuildFCmp(builder, UInt32(predicate), left, right, ""))
  }

  func select(_ condition: Handle, _ first: Handle, _ second: Handle) -> Handle {
    made(llvm.pointee.BuildSelect(builder, condition, first, second, ""))
  }

  func load(_ type: Handle, _ address: Handle) -> Handle {
    made(llvm.pointee.BuildLoad2(builder, type, address, ""))
  }

  /// A load from memory that does not change while the kernel runs.
  func loadInvariant(_ type: Handle, _ address: Handle) -> Handle {
    let loaded = load(type, address)
    let kind = llvm.pointee.GetMDKindIDInContext(context, "invariant.load", 14)
    let node = llvm.pointee.MetadataAsValue(
      context, llvm.pointee.MDNodeInContext2(context, nil, 0))
    llvm.pointee.SetMetadata(loaded, kind, node)
    return loaded
  }

  func store(_ value: Handle, _ address: Handle) {
    _ = llvm.pointee.BuildStore(builder, value, address)
  }

  /// `base` + `offset` bytes; one address or a vector of them.
  func address(_ base: Handle, bytes offset: Handle) -> Handle {
    var indices: [Handle?] = [offset]
    return made(llvm.pointee.BuildGEP2(builder, byte, base, &indices, 1, ""))
  }

  func splat(_ value: Handle, _ width: Int) -> Handle {
    let single = made(llvm.pointee.TypeOf(value))
    let vector = type(single, width)
    let undefined = made(llvm.pointee.GetPoison(vector))
    let first = made(
      llvm.pointee.BuildInsertElement(builder, undefined, value, integer32(0), ""))
    let mask = zero(type(int32, width))
    return made(llvm.pointee.BuildShuffleVector(builder, first, undefined, mask, ""))
  }

  func extract(_ vector: Handle, _ lane: Int) -> Handle {
    made(llvm.pointee.BuildExtractElement(builder, vector, integer32(Int32(lane)), ""))
  }

  func insert(_ vector: Handle, _ value: Handle, _ lane: Int) -> Handle {
    made(llvm.pointee.BuildInsertElement(builder, vector, value, integer32(Int32(lane)), ""))
  }

  func call(_ function: Handle, _ type: Handle, _ arguments: [Handle]) -> Handle {
    var arguments = arguments.map(Optional.some)
    return made(
      llvm.pointee.BuildCall2(
        builder, type, function, &arguments, UInt32(arguments.count), ""))
  }

  func functionType(_ result: Handle, _ parameters: [Handle]) -> Handle {
    var parameters = parameters.map(Optional.some)
    return made(
      llvm.pointee.FunctionType(result, &parameters, UInt32(parameters.count), 0))
  }

  /// A call of an intrinsic that is overloaded over some types.
  func intrinsic(_ name: String, _ types: [Handle], _ arguments: [Handle]) -> Handle {
    let id = llvm.pointee.LookupIntrinsicID(name, name.utf8.count)
    var types = types.map(Optional.some)
    let declaration = made(
      llvm.pointee.GetIntrinsicDeclaration(module, id, &types, types.count))
    let type = made(llvm.pointee.IntrinsicGetType(context, id, &types, types.count))
    return call(declaration, type, arguments)
  }

  /// Says that a call computes from its arguments only.
  func markPure(_ call: Handle) {
    for name in ["memory", "nounwind", "willreturn"] {
      let kind = llvm.pointee.GetEnumAttributeKindForName(name, name.utf8.count)
      let attribute = llvm.pointee.CreateEnumAttribute(context, kind, 0)
      llvm.pointee.AddCallSiteAttribute(call, UInt32.max, attribute)
    }
  }

  func setFunctionAttribute(_ name: String, _ value: String) {
    let attribute = llvm.pointee.CreateStringAttribute(
      context, name, UInt32(name.utf8.count), value, UInt32(value.utf8.count))
    llvm.pointee.AddAttributeAtIndex(function, UInt32.max, attribute)
  }

  func setNoUnwind() {
    let kind = llvm.pointee.GetEnumAttributeKindForName("nounwind", 8)
    llvm.pointee.AddAttributeAtIndex(
      function, UInt32.max, llvm.pointee.CreateEnumAttribute(context, kind, 0))
  }

  // MARK: Blocks

  func makeBlock() -> Handle {
    made(llvm.pointee.AppendBasicBlockInContext(context, function, ""))
  }

  var currentBlock: Handle { made(llvm.pointee.GetInsertBlock(builder)) }

  func begin(_ block: Handle) { llvm.pointee.PositionBuilderAtEnd(builder, block) }
  func jump(_ block: Handle) { _ = llvm.pointee.BuildBr(builder, block) }

  func branch(_ condition: Handle, _ then: Handle, _ other: Handle) {
    _ = llvm.pointee.BuildCondBr(builder, condition, then, other)
  }

  func phi(_ type: Handle) -> Handle { made(llvm.pointee.BuildPhi(builder, type, "")) }

  func addIncoming(_ phi: Handle, _ value: Handle, from block: Handle) {
    var values: [Handle?] = [value]
    var blocks: [Handle?] = [block]
    llvm.pointee.AddIncoming(phi, &values, &blocks, 1)
  }

  func parameter(_ index: Int) -> Handle { made(llvm.pointee.GetParam(function, UInt32(index))) }

  /// Room on the stack for some cells, aligned to a cache line.
  func room(_ type: Handle, count: Int) -> Handle {
    let array = made(llvm.pointee.ArrayType2(type, UInt64(count)))
    let room = made(llvm.pointee.BuildAlloca(builder, array, ""))
    llvm.pointee.SetAlignment(room, 64)
    return room
  }
}
