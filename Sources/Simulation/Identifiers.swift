/// The position of a kind in `Model.kinds`.
package struct KindID: Hashable, Sendable {
  package let rawValue: Int
  package init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// The position of a field in `KindSpec.fields`.
package struct FieldID: Hashable, Sendable {
  package let rawValue: Int
  package init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// The position of a network in `Model.networks`.
package struct NetworkID: Hashable, Sendable {
  package let rawValue: Int
  package init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// The position of a phase in `Model.phases`.
package struct PhaseID: Hashable, Sendable {
  package let rawValue: Int
  package init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// The position of a value definition in `Model.values`.
package struct ValueID: Hashable, Sendable {
  package let rawValue: Int
  package init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// A function of the study, as its engine numbers them.
package struct FunctionID: Hashable, Sendable {
  package let rawValue: Int
  package init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// An actor: its kind and its number (from 0; never reused).
package struct ActorID: Hashable, Sendable {
  package let kind: KindID
  package let number: Int
  package init(kind: KindID, number: Int) {
    self.kind = kind
    self.number = number
  }
}
