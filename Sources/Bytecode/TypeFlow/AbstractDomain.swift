/// What a caller knows about values: the lattice and the meaning of operations over which
/// `TypeFlow` runs a function.
///
/// `Value` stands for a set of Lua values; `unknown` for all of them. `join` gives a value that
/// covers both: it must be commutative, and joining again what was joined must change nothing.
/// Every callback is asked several times for one instruction while the analysis runs, and once
/// more with `site.isSettled` when it has ended: only then may it report what it sees. Defaults
/// know nothing and say nothing.
package protocol AbstractDomain {
  associatedtype Value: Equatable

  var unknown: Value { get }

  func constant(_ constant: LuaConstant) -> Value

  func join(_ left: Value, _ right: Value) -> Value

  /// The part of a value for which a condition holds; `nil` if it cannot hold, so that what
  /// follows is not reached.
  func refine(_ value: Value, by condition: ValueCondition) -> Value?

  /// A closure that is made; its body is analysed only if the caller does so.
  mutating func closure(_ closure: AbstractClosure<Value>, at site: Site) -> Value

  /// A table constructor; `setIndex` follows for its named fields, not for its list.
  mutating func table(at site: Site) -> Value

  /// `object[key]`, which includes global names (`_ENV.name`).
  mutating func index(_ object: Value, _ key: AbstractKey<Value>, at site: Site) -> Value

  /// `object[key] = value`, which includes global names.
  mutating func setIndex(
    _ object: Value, _ key: AbstractKey<Value>, to value: Value, at site: Site)

  mutating func call(
    _ callee: Value, _ arguments: ValueList<Value>, at site: Site
  ) -> ValueList<Value>

  /// `object:name(arguments)`; the site is that of the look-up, as in `MethodCall`.
  mutating func callMethod(
    _ name: String, of object: Value, _ arguments: ValueList<Value>, at site: Site
  ) -> ValueList<Value>

  /// The variables of a generic `for`, from the values of iterator, state and control variable.
  ///
  /// The first is taken as not nil inside the loop.
  mutating func iterate(
    _ iterator: Value, state: Value, control: Value, at site: Site
  ) -> ValueList<Value>

  /// The variable of a numeric `for`.
  mutating func count(
    from start: Value, to limit: Value, by step: Value, at site: Site
  ) -> Value

  mutating func binary(
    _ operation: BinaryOperation, _ left: Value, _ right: Value, at site: Site
  ) -> Value

  mutating func unary(_ operation: UnaryOperation, _ operand: Value, at site: Site) -> Value

  mutating func concatenate(_ operands: [Value], at site: Site) -> Value

  /// A comparison of which the outcome decides on a jump; `a > b` may come as `b < a`.
  mutating func compare(_ comparison: Comparison, _ left: Value, _ right: Value, at site: Site)

  /// A `return`, the one that ends every function among them where it is reached.
  mutating func returned(_ values: ValueList<Value>, at site: Site)
}

extension AbstractDomain {
  package func refine(_ value: Value, by condition: ValueCondition) -> Value? { value }

  package mutating func closure(_ closure: AbstractClosure<Value>, at site: Site) -> Value {
    unknown
  }

  package mutating func table(at site: Site) -> Value { unknown }

  package mutating func index(
    _ object: Value, _ key: AbstractKey<Value>, at site: Site
  ) -> Value { unknown }

  package mutating func setIndex(
    _ object: Value, _ key: AbstractKey<Value>, to value: Value, at site: Site
  ) {}

  package mutating func call(
    _ callee: Value, _ arguments: ValueList<Value>, at site: Site
  ) -> ValueList<Value> { .unknown }

  package mutating func callMethod(
    _ name: String, of object: Value, _ arguments: ValueList<Value>, at site: Site
  ) -> ValueList<Value> { .unknown }

  package mutating func iterate(
    _ iterator: Value, state: Value, control: Value, at site: Site
  ) -> ValueList<Value> { .unknown }

  package mutating func count(
    from start: Value, to limit: Value, by step: Value, at site: Site
  ) -> Value { unknown }

  package mutating func binary(
    _ operation: BinaryOperation, _ left: Value, _ right: Value, at site: Site
  ) -> Value { unknown }

  package mutating func unary(
    _ operation: UnaryOperation, _ operand: Value, at site: Site
  ) -> Value { unknown }

  package mutating func concatenate(_ operands: [Value], at site: Site) -> Value { unknown }

  package mutating func compare(
    _ comparison: Comparison, _ left: Value, _ right: Value, at site: Site
  ) {}

  package mutating func returned(_ values: ValueList<Value>, at site: Site) {}
}
