/// How the 32 bits of an instruction are cut into operands.
package enum InstructionFormat: Sendable {
  /// A (8 bits), k (1), B (8), C (8)
  case abc
  /// A (8 bits), Bx (17)
  case abx
  /// A (8 bits), sBx (17, signed)
  case asbx
  /// Ax (25 bits)
  case ax
  /// sJ (25 bits, signed)
  case sj
}

/// What one operand of an instruction stands for: what it must be checked against.
package enum OperandRole: Sendable {
  /// Not used, or a plain number.
  case number
  /// A register that is read.
  case read
  /// A register that is written.
  case write
  /// A captured variable.
  case upvalue
  /// The index of any constant.
  case constant
  /// The index of a string constant.
  case name
  /// A constant where the bit k is set, else a register that is read.
  case readOrConstant
}

/// The roles of the operands A, B and C (or A and Bx, with C unused).
package struct OperandRoles: Sendable {
  package var a: OperandRole
  package var b: OperandRole
  package var c: OperandRole

  fileprivate init(_ a: OperandRole, _ b: OperandRole = .number, _ c: OperandRole = .number) {
    self.a = a
    self.b = b
    self.c = c
  }
}

extension LuaOpcode {
  package var format: InstructionFormat {
    switch self {
    case .OP_LOADI, .OP_LOADF: .asbx
    case .OP_LOADK, .OP_LOADKX, .OP_FORLOOP, .OP_FORPREP, .OP_TFORPREP, .OP_TFORLOOP,
      .OP_CLOSURE:
      .abx
    case .OP_JMP: .sj
    case .OP_EXTRAARG: .ax
    default: .abc
    }
  }

  /// What A, B and C stand for, for single registers and constants.
  ///
  /// Runs of registers (calls, loops, lists) start at A and are not told here.
  package var operandRoles: OperandRoles {
    switch self {
    case .OP_MOVE, .OP_UNM, .OP_BNOT, .OP_NOT, .OP_LEN: OperandRoles(.write, .read)
    case .OP_LOADI, .OP_LOADF, .OP_LOADKX, .OP_LOADFALSE, .OP_LFALSESKIP, .OP_LOADTRUE,
      .OP_LOADNIL, .OP_NEWTABLE, .OP_CLOSURE:
      OperandRoles(.write)
    case .OP_LOADK: OperandRoles(.write, .constant)
    case .OP_GETUPVAL: OperandRoles(.write, .upvalue)
    case .OP_SETUPVAL: OperandRoles(.read, .upvalue)
    case .OP_GETTABUP: OperandRoles(.write, .upvalue, .name)
    case .OP_GETTABLE: OperandRoles(.write, .read, .read)
    case .OP_GETI: OperandRoles(.write, .read)
    case .OP_GETFIELD: OperandRoles(.write, .read, .name)
    case .OP_SETTABUP: OperandRoles(.upvalue, .name, .readOrConstant)
    case .OP_SETTABLE: OperandRoles(.read, .read, .readOrConstant)
    case .OP_SETI: OperandRoles(.read, .number, .readOrConstant)
    case .OP_SETFIELD: OperandRoles(.read, .name, .readOrConstant)
    case .OP_SELF: OperandRoles(.write, .read, .readOrConstant)
    case .OP_ADDI, .OP_SHRI, .OP_SHLI: OperandRoles(.write, .read)
    case .OP_ADDK, .OP_SUBK, .OP_MULK, .OP_MODK, .OP_POWK, .OP_DIVK, .OP_IDIVK, .OP_BANDK,
      .OP_BORK, .OP_BXORK:
      OperandRoles(.write, .read, .constant)
    case .OP_ADD, .OP_SUB, .OP_MUL, .OP_MOD, .OP_POW, .OP_DIV, .OP_IDIV, .OP_BAND, .OP_BOR,
      .OP_BXOR, .OP_SHL, .OP_SHR:
      OperandRoles(.write, .read, .read)
    case .OP_MMBIN: OperandRoles(.read, .read)
    case .OP_MMBINK: OperandRoles(.read, .constant)
    case .OP_EQ, .OP_LT, .OP_LE: OperandRoles(.read, .read)
    case .OP_EQK: OperandRoles(.read, .constant)
    case .OP_TESTSET: OperandRoles(.write, .read)
    case .OP_MMBINI, .OP_EQI, .OP_LTI, .OP_LEI, .OP_GTI, .OP_GEI, .OP_TEST, .OP_RETURN1,
      .OP_TBC, .OP_CLOSE, .OP_CONCAT, .OP_CALL, .OP_TAILCALL, .OP_FORLOOP, .OP_FORPREP,
      .OP_TFORPREP, .OP_TFORCALL, .OP_TFORLOOP, .OP_SETLIST, .OP_VARARG:
      OperandRoles(.read)
    case .OP_JMP, .OP_RETURN, .OP_RETURN0, .OP_VARARGPREP, .OP_EXTRAARG: OperandRoles(.number)
    }
  }

  /// Whether the instruction decides between the next one, which is a jump, and the one after it.
  package var isTest: Bool {
    switch self {
    case .OP_EQ, .OP_LT, .OP_LE, .OP_EQK, .OP_EQI, .OP_LTI, .OP_LEI, .OP_GTI, .OP_GEI, .OP_TEST,
      .OP_TESTSET:
      true
    default: false
    }
  }

  /// Whether the instruction computes from two numbers; a metamethod instruction follows it.
  package var isBinaryArithmetic: Bool {
    (Self.OP_ADDI.rawValue...Self.OP_SHR.rawValue).contains(rawValue)
  }

  /// Whether the instruction is the metamethod fallback of the arithmetic before it.
  package var isMetamethodFallback: Bool {
    (Self.OP_MMBIN.rawValue...Self.OP_MMBINK.rawValue).contains(rawValue)
  }
}
