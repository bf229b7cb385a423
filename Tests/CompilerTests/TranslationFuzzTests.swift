import Bytecode
import IR
import LuaRuntime
import Testing

@testable import Compiler

/// Changed functions that still decode must be refused or translated, and never trap: whatever a
/// study holds goes through the translator.
@Suite struct TranslationFuzzTests {
  private static let functions = [
    """
    function(self, env)
      local n, best = 0, nil
      for other in self:peers "net" do
        if other.b and other.x > self.x then n = n + 1 best = other end
      end
      if best then self.friend = best end
      if env:chance(1 - 0.5 ^ n) then self.b = true self.x = self.x + n // 2 end
    end
    """,
    """
    function(self, env)
      local sum = 0.5
      for k = 1, 4 do sum = sum * k - self.i % 3 if sum > 10 then break end end
      while sum < 5 do sum = sum + self.y end
      self.y = math.max(sum, env.p) self.mood = sum > 3 and "low" or "high"
    end
    """,
    """
    function(self, env)
      local function clamp(v) if v > 1 then return 1 elseif v < -1 then return -1 end return v end
      return clamp(self.x) + clamp(self.y) * math.exp(-self.i) + (self.b and 1 or 0)
    end
    """,
    """
    function(self, env)
      local t = { 1, 2, 3 }
      local s = "a" .. self.number
      return #t + #s + self:count "net" + (self.i & 7 | 1 << 3) - (self.x // 1)
    end
    """,
    """
    function(self, other, env)
      if self.friend == other or not other.friend then return end
      other:give("x", env:uniform(0, 1))
      return self.x - other.x, other.y ~= other.y and 0 or -other.y
    end
    """,
  ]

  private static func host() -> HostModel {
    var host = HostModel()
    host.kinds = [
      HostModel.Kind(
        name: "a",
        fields: [
          HostModel.Field(name: "x", type: .number), HostModel.Field(name: "y", type: .number),
          HostModel.Field(name: "i", type: .integer), HostModel.Field(name: "b", type: .boolean),
          HostModel.Field(name: "mood", type: .category(["low", "high"])),
          HostModel.Field(name: "friend", type: .reference(kind: 0)),
        ])
    ]
    host.networks = [HostModel.Network(name: "net", from: 0, to: 0)]
    host.parameters = [HostModel.Parameter(name: "p", type: .number)]
    var rule = HostModel.Phase(name: "rule", activation: .simultaneous)
    rule.initiator = 0
    var meeting = HostModel.Phase(name: "meet", activation: .random)
    meeting.initiator = 0
    meeting.partner = 0
    meeting.network = 0
    host.phases = [rule, meeting]
    return host
  }

  private static let roles: [FunctionRole] = [
    .rule(phase: 0), .encounter(phase: 1), .value(kind: 0), .initial(kind: 0, field: 2),
    .when(phase: 1), .world, .fold(phase: 1, kept: ["n"]),
  ]

  /// As studies are bound: draws with the numbers of their call sites.
  private static func prototypes() throws -> [Prototype] {
    let state = try LuaState()
    return try functions.map { text in
      let function = try #require(
        try state.run("return \(text)", chunkName: "function").first?.function)
      let prototype = try Prototype(decoding: try state.dump(function))
      return try prototype.renamingMethodCalls { call in
        ["chance", "uniform"].contains(call.name) ? "\(call.name)#\(call.pc)" : nil
      }
    }
  }

  @Test func changedFunctionsAreRefusedOrTranslated() throws {
    var random = Mixer(state: 11)
    let originals = try Self.prototypes()
    let host = Self.host()
    var (translated, refused, undecodable) = (0, 0, 0)
    for round in 0..<20_000 {
      var prototype = originals[round % originals.count]
      for _ in 0..<(round < 40 ? 0 : 1 + random.below(3)) { Self.change(&prototype, &random) }
      guard let decoded = try? Prototype(decoding: prototype.encoded()) else {
        undecodable += 1
        continue
      }
      let source = FunctionSource(
        name: "changed", role: Self.roles[round / originals.count % Self.roles.count],
        functions: [
          FunctionSource.Function(
            prototype: decoded, captures: decoded.upvalues.map { _ in .globals })
        ],
        instructionBudget: 1_000_000)
      do throws(Refusal) {
        let result = try FunctionTranslator.translate(source, host: host)
        #expect(IRVerifier.problems(of: result.function) == [], "round \(round)")
        let kernel = KernelPlanner.plan(KernelPlanner.simplified(result.function))
        for stage in kernel.stages {
          #expect(IRVerifier.problems(of: stage.function) == [], "round \(round)")
        }
        translated += 1
      } catch {
        #expect(!error.reason.isEmpty)
        refused += 1
      }
    }
    // All ways must have been taken often, or the test says little.
    #expect(translated > 200, "\(translated)")
    #expect(refused > 1000, "\(refused)")
    #expect(undecodable > 1000, "\(undecodable)")
  }

  private static func change(_ prototype: inout Prototype, _ random: inout Mixer) {
    if !prototype.prototypes.isEmpty, random.below(4) == 0 {
      return change(&prototype.prototypes[random.below(prototype.prototypes.count)], &random)
    }
    if !prototype.constants.isEmpty, random.below(4) == 0 {
      let values: [LuaConstant] = [
        .nil, .boolean(true), .integer(.min), .integer(0), .float(.nan), .float(-0.0),
        .float(.infinity),
      ]
      let position = random.below(prototype.constants.count)
      prototype.constants[position] =
        random.below(2) == 0
        ? values[random.below(values.count)]
        : prototype.constants[random.below(prototype.constants.count)]
      return
    }
    let pc = random.below(prototype.instructions.count)
    var word = prototype.instructions[pc].word
    switch random.below(4) {
    case 0: word = word & ~0x7F | UInt32(random.below(84))
    case 1:
      word =
        word & 0x7F | UInt32(random.below(12)) << 7 | UInt32(random.below(40)) << 15
        | UInt32(random.below(12)) << 24
    case 2: word ^= 1 << UInt32(random.below(32))
    default: word = prototype.instructions[random.below(prototype.instructions.count)].word
    }
    prototype.instructions[pc].word = word
  }
}

private struct Mixer {
  var state: UInt64

  mutating func below(_ count: Int) -> Int {
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(count))
  }
}
