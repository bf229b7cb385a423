import Bytecode

/// What the check at load knows of a value in a function of the study.
indirect enum StudyValue: Equatable {
  case unknown
  case constant(LuaConstant)
  case number
  case boolean
  /// An actor, perhaps nil; `isSelf` where it is the acting one, `isNew` where it was entered here.
  case actor(kind: Int, isSelf: Bool, isNew: Bool)
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
  case category(name: String, levels: [String])
  /// A parameter with a value per level.
  case byLevel(name: String, levels: [String])
  /// What `self:peers` returns first.
  case peers(network: Int, kind: Int)
  /// What `run:actors` returns first.
  case actors(kind: Int)
  /// A Lua function that was captured, by its number among the helpers.
  case helper(Int)
  case closure(AbstractClosure<StudyValue>)

  static func actor(_ kind: Int) -> StudyValue { .actor(kind: kind, isSelf: false, isNew: false) }

  var text: String? {
    if case .constant(let constant) = self { constant.text } else { nil }
  }

  var isNil: Bool { self == .constant(.nil) }
}
