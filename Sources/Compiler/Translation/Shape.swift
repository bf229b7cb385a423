internal import Bytecode
internal import IR

/// What is known of a Lua value while a function is translated; its run-time part are IR values.
indirect enum Shape: Hashable, Sendable {
  /// Values of several kinds met here: it cannot be used.
  case mixed
  case constant(LuaConstant)
  case boolean, integer, float
  /// A float that may stand for a small integer constant, where nothing can tell the two apart.
  case number
  /// One of these texts as its position; -1 is nil.
  case level([String], isNilable: Bool)
  /// -1 is nil.
  case actor(kind: Int, Identity, isNilable: Bool)
  case tie(network: Int)
  /// A tag and bits.
  case union(Tags)
  case environment, event, kept, module, globals
  /// What a fold over the row's event keeps, by the fold's place among the phase's, and the event.
  case keptOf(fold: Int), happening
  /// `valence.undefined(reason)`.
  case undefined(String)
  case libraryTable(String), library(String)
  case table(ConstantTable)
  /// A parameter with a value per level.
  case byLevel(parameter: Int, of: MeasuredWorld)
  /// A method that was looked up on an object, whose values it holds.
  case method(String, of: Shape)
  /// A captured Lua function by its number.
  case helper(Int)
  /// A function made here, below function `root` at `path`, with what it captured.
  case closure(root: Int, path: [Int], captures: [Shape])
  /// What `self:peers` gives first (`areStrangers`: none of them is the acting actor), and second:
  /// position and end in the row; in a list of the host's also how far behind them their ties stand.
  case peers(network: Int, side: Int, areStrangers: Bool, isListed: Bool)
  case peerCursor(network: Int, side: Int, isListed: Bool)
  /// A finished run, and its parameters.
  case run(MeasuredWorld), runParameters(MeasuredWorld)
  /// What `run:actors` gives first, and second: position and end.
  case actors(kind: Int, MeasuredWorld), actorCursor(kind: Int, MeasuredWorld)
  /// The first state of an actor.
  case start(kind: Int, MeasuredWorld)
  /// What `ipairs` and `pairs` of a constant table give first, and second: the position.
  case entries(ConstantTable, isList: Bool), entryCursor(ConstantTable, isList: Bool)

  enum Identity: Hashable, Sendable {
    /// The acting actor.
    case own
    /// Any, which may turn out to be the acting one.
    case other
    /// Certainly not the acting one.
    case stranger
    /// One of the twin's world.
    case twin

    var world: MeasuredWorld { self == .twin ? .twin : .run }
  }

  /// The kinds of values in a union, as its tag says them.
  struct Tags: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let `nil` = Tags(rawValue: 1)
    static let boolean = Tags(rawValue: 2)
    static let integer = Tags(rawValue: 4)
    static let float = Tags(rawValue: 8)
    /// The bits are the code of the reason.
    static let undefined = Tags(rawValue: 16)
    static let numeric: Tags = [.integer, .float]

    /// The tag's number at run time.
    var code: Int64 { Int64(rawValue.trailingZeroBitCount) }
  }

  /// The types of the run-time values.
  var types: [IRType] {
    switch self {
    case .boolean: [.bool]
    case .integer, .level, .actor, .tie, .entryCursor, .start: [.int]
    case .float, .number: [.float]
    case .union, .peerCursor(_, _, isListed: false), .actorCursor: [.int, .int]
    case .peerCursor(_, _, isListed: true): [.int, .int, .int]
    case .method(_, let receiver): receiver.types
    case .closure(_, _, let captures): captures.flatMap(\.types)
    default: []
    }
  }

  var isNilConstant: Bool { self == .constant(.nil) }

  /// Whether it can be nil, and whether nothing else.
  var canBeNil: Bool {
    switch self {
    case .constant(.nil): true
    case .level(_, let isNilable), .actor(_, _, let isNilable): isNilable
    case .union(let tags): tags.contains(.nil)
    default: false
    }
  }

  var text: String? { if case .constant(let constant) = self { constant.text } else { nil } }

  /// An integer or a float constant.
  var isNumericConstant: Bool {
    switch self {
    case .constant(.integer), .constant(.float): true
    default: false
    }
  }

  /// Whether it certainly is an integer.
  var isInteger: Bool {
    switch self {
    case .integer, .constant(.integer): true
    default: false
    }
  }

  /// Whether it certainly is a float.
  var isFloat: Bool {
    switch self {
    case .float, .constant(.float): true
    default: false
    }
  }

  /// Whether it is an integer, a float or `number`.
  var isNumeric: Bool { isInteger || isFloat || self == .number }

  /// Integer constants of at most this size are exact as floats, and stay so when a loop adds
  /// them up.
  static let smallInteger: Int64 = 1 << 24

  var isSmallInteger: Bool {
    if case .constant(.integer(let value)) = self {
      -Self.smallInteger...Self.smallInteger ~= value
    } else {
      false
    }
  }

  /// The tags of a value that a union can hold.
  var tags: Tags? {
    switch self {
    case .constant(.nil): .nil
    case .constant(.boolean), .boolean: .boolean
    case .constant(.integer), .integer: .integer
    case .constant(.float), .float: .float
    case .undefined: .undefined
    case .union(let tags): tags
    default: nil
    }
  }
}

extension Shape {
  /// The shape that covers both.
  ///
  /// - Parameter isExact: whether integers and floats that meet keep their subtypes.
  static func join(_ left: Shape, _ right: Shape, isExact: Bool) -> Shape {
    if left == right { return left }
    switch (left, right) {
    case (.mixed, _), (_, .mixed): return .mixed
    case (.actor(let a, let first, let isNil), .actor(let b, let second, let isOtherNil))
    where a == b && first.world == second.world:
      return .actor(
        kind: a, first == second ? first : .other, isNilable: isNil || isOtherNil)
    case (.actor(let kind, let identity, _), .constant(.nil)),
      (.constant(.nil), .actor(let kind, let identity, _)):
      return .actor(kind: kind, identity, isNilable: true)
    default: break
    }
    if let (texts, isNilable) = joinedTexts(left, right) {
      return .level(texts, isNilable: isNilable)
    }
    if case .closure(let root, let path, let first) = left,
      case .closure(root, path, let second) = right, first.count == second.count
    {
      let captures = zip(first, second).map { join($0, $1, isExact: isExact) }
      return .closure(root: root, path: path, captures: captures)
    }
    return joinedNumbers(left, right, isExact: isExact)
  }

  private static func joinedNumbers(_ left: Shape, _ right: Shape, isExact: Bool) -> Shape {
    if left.isInteger && right.isInteger { return .integer }
    if left.isFloat && right.isFloat { return .float }
    if !isExact {
      func fits(_ shape: Shape) -> Bool {
        shape.isFloat || shape == .number || shape.isSmallInteger
      }
      if fits(left) && fits(right) { return .number }
    }
    let isBoolean = { (shape: Shape) in shape.tags == .boolean }
    if isBoolean(left) && isBoolean(right), left != .union(.boolean), right != .union(.boolean) {
      return .boolean
    }
    guard let first = left.tags, let second = right.tags else { return .mixed }
    return .union(first.union(second))
  }

  /// The texts of two texts, levels or nils; `nil` where one is something else.
  private static func joinedTexts(_ left: Shape, _ right: Shape) -> ([String], Bool)? {
    func texts(_ shape: Shape) -> ([String], Bool)? {
      switch shape {
      case .level(let texts, let isNilable): return (texts, isNilable)
      case .constant(.nil): return ([], true)
      default: return shape.text.map { ([$0], false) }
      }
    }
    guard let (first, isNilable) = texts(left), let (second, isOtherNilable) = texts(right),
      !(first.isEmpty && second.isEmpty)
    else { return nil }
    return (first + second.filter { !first.contains($0) }, isNilable || isOtherNilable)
  }
}

/// A Lua value: what is known of it, and its values at run time.
struct Operand: Hashable {
  var shape: Shape
  var values: [IRValue]

  init(_ shape: Shape, _ values: [IRValue] = []) {
    self.shape = shape
    self.values = values
  }

  static let `nil` = Operand(.constant(.nil))
  static func constant(_ constant: LuaConstant) -> Operand { Operand(.constant(constant)) }
  static func integer(_ value: Int64) -> Operand { Operand(.constant(.integer(value))) }
  static func text(_ text: String) -> Operand { Operand(.constant(.string(ByteString(text)))) }
  static func boolean(_ value: IRValue) -> Operand { Operand(.boolean, [value]) }
  static func integer(_ value: IRValue) -> Operand { Operand(.integer, [value]) }
  static func float(_ value: IRValue) -> Operand { Operand(.float, [value]) }
}
