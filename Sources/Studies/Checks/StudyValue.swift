import Bytecode

/// What the check at load knows of a value in a function of the study.
indirect enum StudyValue: Hashable {
  case unknown
  case constant(LuaConstant)
  case number
  case boolean
  /// An actor, perhaps nil.
  case actor(kind: Int, Identity)
  /// The twin of an actor, in a measure; nil where there is none.
  case twin(kind: Int)
  case environment
  case event(phase: Int)
  case tie(network: Int)
  case kept([String])
  case run(isTwin: Bool)
  /// The first state of an actor (`c.start`).
  case start(kind: Int)
  /// A text out of known ones: a category, a tag, a choice.
  case category(Levels)
  /// A parameter with a value per level.
  case byLevel(name: String, levels: [String])
  /// What `self:peers` returns first.
  case peers(network: Int, kind: Int)
  /// What `run:actors` returns first.
  case actors(kind: Int)
  /// A method that was read without being called (`self.peers`).
  case method(String, of: StudyValue)
  /// A Lua function that was captured, by its number among the helpers.
  case helper(Int)
  case closure(StudyFunction)
  /// The table of globals, one of Lua's libraries, or one of its functions (`math.floor`).
  case globals
  case library(String)
  case libraryFunction(String)
  /// A name that a library does not have, with the hint.
  case missing(String, hint: String)
  case module
  /// A table that was captured, by its number among them.
  case table(Int)

  /// Which actor of its kind it is.
  enum Identity: Hashable {
    /// The acting one.
    case own
    case other
    /// One that was entered here: whoever made it sets its fields.
    case entered
    /// One or the other, by the way taken.
    case either
  }

  /// The texts that a category, a tag or a choice can be.
  struct Levels: Hashable {
    var name: String
    var levels: [String]
    /// Whether they are what happens to stand in a table of data.
    var areFromData = false
  }

  static func actor(_ kind: Int) -> StudyValue { .actor(kind: kind, .other) }

  var text: String? {
    if case .constant(let constant) = self { constant.text } else { nil }
  }

  var isNil: Bool { self == .constant(.nil) }

  var isCategory: Bool {
    if case .category = self { true } else { false }
  }

  /// Whether it certainly is a number.
  var isNumeric: Bool {
    switch self {
    case .number, .constant(.integer), .constant(.float): true
    default: false
    }
  }

  /// Whether it certainly is a plain Lua value, no actor and no table.
  var isPlain: Bool {
    switch self {
    case .constant, .number, .boolean, .category: true
    default: false
    }
  }
}

/// A Lua function with what it captured.
struct StudyFunction: Hashable {
  /// The number of the captured function that it stands in, 0 for the study's own.
  var root: Int
  /// The way down to it from there.
  var path: [Int]
  var prototype: Prototype
  var upvalues: [StudyValue]

  static func == (left: StudyFunction, right: StudyFunction) -> Bool {
    left.root == right.root && left.path == right.path && left.upvalues == right.upvalues
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(root)
    hasher.combine(path)
    hasher.combine(upvalues)
  }
}
