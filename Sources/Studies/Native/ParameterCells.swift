import Compiler

/// The parameters in force, in cells that kernels read: loaded and not compiled in, so that a sweep
/// compiles once.
final class ParameterCells {
  var values: [String: ParameterValue] = [:] {
    didSet { step = nil }
  }
  private var cells: [UnsafeMutablePointer<UInt64>] = []
  private var declarations: [HostModel.Parameter] = []
  /// The step whose values are in the cells; `nil`: none.
  private var step: Int?
  /// Whether they are every step's.
  private var areFixed = false

  deinit { for cell in cells { cell.deallocate() } }

  /// Makes cells for the parameters of a model.
  func use(_ host: HostModel) {
    step = nil
    guard host.parameters != declarations else { return }
    for cell in cells { cell.deallocate() }
    declarations = host.parameters
    cells = declarations.map { declaration in
      var count = 1
      if case .byLevel(let levels) = declaration.type { count = max(1, levels.count) }
      let cell = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
      cell.initialize(repeating: 0, count: count)
      return cell
    }
  }

  func address(_ parameter: Int) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(cells[parameter])
  }

  /// Makes the values of a step those in force.
  ///
  /// - Returns: whether every parameter is of its declared type.
  func setStep(_ step: Int) -> Bool {
    if let known = self.step, areFixed || known == step { return true }
    areFixed = !values.values.contains(where: \.changesOverTime)
    for (index, declaration) in declarations.enumerated() {
      guard let value = values[declaration.name]?.at(step: max(step, 1)),
        set(cells[index], value, declaration.type)
      else { return false }
    }
    self.step = step
    return true
  }

  private func set(
    _ cell: UnsafeMutablePointer<UInt64>, _ value: ParameterValue,
    _ type: HostModel.ParameterType
  ) -> Bool {
    switch (type, value) {
    case (.number, .number(let number)): cell.pointee = number.bitPattern
    case (.integer, .integer(let number)): cell.pointee = UInt64(bitPattern: number)
    case (.boolean, .boolean(let flag)): cell.pointee = flag ? 1 : 0
    case (.text(let choices), .text(let text)):
      guard let position = choices.firstIndex(of: text) else { return false }
      cell.pointee = UInt64(position)
    case (.byLevel(let levels), .byLevel(let names, let values)):
      guard levels == names else { return false }
      for (index, value) in values.enumerated() {
        guard case .number(let number) = value else { return false }
        cell[index] = number.bitPattern
      }
    default: return false
    }
    return true
  }
}
