import Bytecode

extension StudyDomain {
  mutating func closure(_ closure: AbstractClosure<StudyValue>, at site: Site) -> StudyValue {
    // Whoever calls it: what it draws and asks for must be known.
    let function = StudyFunction(
      root: closure.root, path: closure.path, prototype: closure.prototype,
      upvalues: closure.upvalues)
    _ = follow(function, .unknown, .once, site)
    return .closure(function)
  }

  mutating func call(_ callee: StudyValue, _ arguments: Values, at site: Site) -> Values {
    switch callee {
    case .helper, .closure: return follow(callee, arguments, site)
    case .method(let name, let object): return callWithoutColon(name, object, arguments, at: site)
    case .missing(let name, let hint):
      report("there is no \(name); \(hint)", at: site)
      return .unknown
    case .libraryFunction("pcall"):
      guard let callee = arguments.values.first else { return .unknown }
      let rest = Values(Array(arguments.values.dropFirst()), isOpen: arguments.isOpen)
      _ = follow(callee, rest, site)
      return .unknown
    default:
      // The comparison of table.sort and the like.
      for argument in arguments.values {
        noteTwin(argument)
        noteEscape(argument, to: callee)
        _ = follow(argument, .unknown, site)
      }
      return .unknown
    }
  }

  /// A function that is not known may ask a run for anything.
  private mutating func noteEscape(_ argument: StudyValue, to callee: StudyValue) {
    guard case .run = argument, callee == .unknown else { return }
    facts.readsTwin = true
    facts.readsDefinitions = true
  }

  private mutating func follow(_ callee: StudyValue, _ arguments: Values, _ site: Site) -> Values {
    let function: StudyFunction
    switch callee {
    case .helper(let helper):
      function = StudyFunction(
        root: helper, path: [], prototype: graph.functions[helper].prototype,
        upvalues: captured[helper])
    case .closure(let made): function = made
    default: return .unknown
    }
    return follow(function, arguments, repetition(ofCallTo: function, at: site), site)
  }

  private mutating func follow(
    _ function: StudyFunction, _ arguments: Values,
    _ repetition: CallRecord.Repetition, _ site: Site
  ) -> Values {
    let entry = CallRecord.Entry(
      function: function, arguments: arguments.values, isOpen: arguments.isOpen,
      repetition: repetition, isReporting: site.isSettled)
    if let known = calls.results[entry] { return known ?? .unknown }
    guard calls.depth < CallRecord.depthLimit, calls.results.count < CallRecord.entryLimit else {
      return .unknown
    }
    calls.results[entry] = .some(nil)
    let (outer, outerSites) = (calls.repetition, calls.sites)
    (calls.repetition, calls.sites) = (repetition, [:])
    calls.depth += 1
    let flow = TypeFlow<StudyDomain>(
      function.prototype, root: function.root, path: function.path, upvalues: function.upvalues)
    let results = flow.run(arguments, in: &self, isReporting: site.isSettled) ?? .unknown
    calls.depth -= 1
    (calls.repetition, calls.sites) = (outer, outerSites)
    calls.results[entry] = results
    return results
  }

  // MARK: repetition

  /// Whether what the called function draws would be drawn again in one call of the study's own.
  private mutating func repetition(
    ofCallTo callee: StudyFunction, at site: Site
  ) -> CallRecord.Repetition {
    if site.isInLoop { return .inLoop(line: site.line) }
    if case .inLoop = calls.repetition { return calls.repetition }
    if case .calledBefore = calls.repetition, isUnconditional(site) { return calls.repetition }
    guard site.isSettled else { return .once }
    let code = CallRecord.Code(root: callee.root, path: callee.path)
    let earlier = calls.sites[code, default: []]
    calls.sites[code, default: []].append(site)
    let flow = controlFlow(of: site)
    let block = flow.blockOfInstruction[site.pc]
    let before = earlier.first { other in
      other.pc != site.pc && flow.dominates(flow.blockOfInstruction[other.pc], block)
    }
    return before.map { .calledBefore(line: $0.line) } ?? .once
  }

  /// Why an unkeyed draw at a site would give the same number again, or `nil`.
  mutating func repeatedDraw(_ name: String, at site: Site) -> String? {
    if site.isInLoop { return Messages.drawNeedsKey(name) }
    switch calls.repetition {
    case .once: return nil
    case .inLoop(let line): return Messages.drawInHelper(name, "is called in a loop", line)
    case .calledBefore(let line):
      return isUnconditional(site)
        ? Messages.drawInHelper(name, "is called before", line) : nil
    }
  }

  /// Whether every call of the function that holds the site reaches it.
  private mutating func isUnconditional(_ site: Site) -> Bool {
    let flow = controlFlow(of: site)
    let block = flow.blockOfInstruction[site.pc]
    return flow.order.allSatisfy { other in
      !flow.blocks[other].successors.isEmpty || flow.dominates(block, other)
    }
  }

  private mutating func controlFlow(of site: Site) -> ControlFlow {
    let code = CallRecord.Code(root: site.root, path: site.path)
    if let known = calls.controlFlows[code] { return known }
    var prototype = graph.functions[site.root].prototype
    for index in site.path { prototype = prototype.prototypes[index] }
    let flow = ControlFlow(prototype)
    calls.controlFlows[code] = flow
    return flow
  }

  /// `self.peers("word")`, where `self:peers("word")` is meant; `self.peers(self, "word")` is right.
  private mutating func callWithoutColon(
    _ name: String, _ object: StudyValue, _ arguments: Values, at site: Site
  ) -> Values {
    let isMissing = arguments.values.first.map(\.isPlain) ?? !arguments.isOpen
    let isDraw = object == .environment && EnvironmentNames.draws.contains(name)
    guard isMissing || isDraw else { return .unknown }
    let owner = object == .environment ? "env" : "actor"
    report("\(name) is a method: write \(owner):\(name)(...) with a colon", at: site)
    return .unknown
  }
}
