import Glibc
import Testing

/// Five studies whose values are pinned.
enum GoldenStudies {
  /// The text of an example study that ships with Valence.
  static func example(_ name: String) throws -> String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try #require(fopen("/\(root)/Scripts/\(name).lua", "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Referrals: first values as functions and ranks, picks by a function, claims, gifts, references.
  static let referrals = #"""
    local valence = require "valence"

    local function paid(c, env)
      return env.campaign == "uniform" or env.campaign == "segment" and (c.segment == "affluent" or c.segment == "miser")
    end

    return valence.study {
      name = "Referrals",
      seed = 2010, steps = 12, replications = 30, baseline = { campaign = "none" },
      parameters = { campaign = valence.one_of { "none", "uniform", "segment" }, incentive = 10, acquisition = 30,
                     premium = 1.16, organic = 0.09, boost = 0.5, rate = 0.15 },
      actors = {
        firm = { count = 1, fields = { income = valence.flow() } },
        prospect = { count = 6000, fields = { inviter = valence.ref "customer", referrer = valence.ref "customer", joined_at = 0, worth = 0 } },
        customer = { count = 2000, fields = {
          z = valence.normal(0, 1), e = valence.normal(0, 1), rich = valence.rank "clv", vocal = valence.rank "propensity",
          clv = function(self) return math.exp(4.5 + 0.9 * (-0.3 * self.z + math.sqrt(1 - 0.3 ^ 2) * self.e)) end,
          propensity = function(self, env) return env:poisson(math.exp(-1 + 0.8 * self.z)) end,
          segment = valence.category({ "champion", "affluent", "advocate", "miser" }, function(self)
            if self.rich >= 0.5 then return self.vocal >= 0.5 and "champion" or "affluent" end
            return self.vocal >= 0.5 and "advocate" or "miser"
          end) } },
      },

      phases = {
        valence.encounter { "invite", from = "customer", to = "prospect",
          pick = function(self, env) return env:poisson((self.propensity + (paid(self, env) and env.boost or 0)) / 12) end,
          function(customer, prospect)
            if prospect.joined_at == 0 then prospect:claim("inviter", customer) return 0, 0 end
          end },
        valence.rule { "join", of = "prospect", function(self, env)
          if self.joined_at > 0 then return end
          local referred, organic = self.inviter ~= nil and env:chance(0.5), env:chance(env.organic)
          if referred then self.referrer = self.inviter end
          self.inviter = nil
          if not (referred or organic) then return end
          self.joined_at, self.worth = env.step, env:mean("customer", "clv") * (referred and env.premium or 1)
          env:the "firm":give("income", self.worth - (referred and 0 or env.acquisition))
        end },
        valence.encounter { "reward", along = "prospect.referrer", function(prospect, customer, env)
          if prospect.joined_at ~= env.step or not paid(customer, env) then return end
          env:the "firm":give("income", -2 * env.incentive)
          return env.incentive, env.incentive
        end },
      },

      values = {
        valence.value { "reward", of = { "customer", "prospect" }, unit = "EUR",
          source = "own operationalisation", function(self) return self:gained "reward" end },
        valence.value { "profit", of = "firm", unit = "EUR",
          source = "own operationalisation", function(self) return self.income end },
        valence.value { "CLV", of = "customer", to = "firm", as = "end", unit = "EUR",
          source = "own operationalisation", function(self) return self.clv end },
      },
      lenses = { { "programme", customer = "reward", prospect = "reward", firm = "profit" } },
      scenarios = { { "none" }, { "uniform", campaign = "uniform" }, { "segment", campaign = "segment" } },
      measures = {
        valence.measure { "prospects that joined", gives = { "invited", "by themselves" },
          function(run)
            local invited, alone = 0, 0
            for prospect in run:actors "prospect" do
              if prospect.referrer then invited = invited + 1
              elseif prospect.joined_at > 0 then alone = alone + 1 end
            end
            local all = run:count "prospect"
            return invited / all, alone / all
          end },
      },
    }
    """#

  /// A loyalty app: small world, random ties, most samplers.
  static let app = #"""
    local valence = require "valence"
    return valence.study {
      name = "Mobile loyalty app", seed = 2013, steps = 20, warmup = 2,
      parameters = { reach = 0.05, intrusion = 0.2 },
      actors = {
        consumer = { count = 300, fields = {
          engagement = valence.beta(2, 3), privacy = valence.uniform(0, 1), adopted = false, trust = 0.5,
          income = valence.lognormal(0, 0.5), visits = valence.poisson(3), age = valence.truncated_normal(40, 15, 18, 90),
          kindness = valence.gamma(2, 0.5), patience = valence.exponential(2) } },
        firm = { count = 5, fields = { quality = valence.normal(0.6, 0.1), revenue = valence.flow() } },
      },
      networks = {
        mobile = valence.small_world { among = "consumer", degree = 8, rewire = 0.1 },
        market = valence.random_ties { from = "consumer", to = "firm", degree = 2 },
      },
      phases = {
        valence.rule { "adopt", of = "consumer", function(self, env)
          if self.adopted then return end
          local adopters = 0
          for peer in self:peers "mobile" do if peer.adopted then adopters = adopters + 1 end end
          if env:chance(1 - (1 - env.reach) ^ (adopters + 1)) then self.adopted = true end
        end },
        valence.encounter { "offer", along = "market", function(consumer, firm, env)
          if not consumer.adopted then return end
          local hurt = env.intrusion * consumer.privacy * env:gamma(consumer.visits + 1, 0.25)
          firm:give("revenue", consumer.income * env:beta(2, 2))
          return firm.quality * consumer.engagement - hurt + math.sin(consumer.age) * 0.01, 0.3 * consumer.engagement - 0.1 * hurt
        end },
        valence.rule { "mood", of = "consumer", activation = "random", function(self, env)
          local best, top = nil, -math.huge
          for firm in self:peers "market" do
            local utility = 3 * firm.quality + env:gumbel(firm)
            if utility > top then best, top = firm, utility end
          end
          if best then self.trust = self.trust + 0.1 * (best.quality - self.trust) + env:normal(0, 0.01) end
          for peer in self:peers("mobile", 2) do peer.trust = peer.trust + 0.01 * env:exponential(3, peer) end
        end },
      },
      values = {
        valence.value { "experiential", of = "consumer", discount = 0.02, function(self)
          return self:gained "offer" + (self.adopted and 0.02 * self.engagement or 0)
        end },
        valence.value { "trust", of = "consumer", as = "stock", function(self) return self.trust end },
        valence.value { "margin", of = "firm", function(self) return self:gained "offer" + self.revenue end },
      },
    }
    """#

  /// A population: actors enter and leave, ties form and dissolve.
  static let population = #"""
    local valence = require "valence"
    return valence.study {
      name = "Population", seed = 42, steps = 25,
      actors = { person = { count = 60, fields = { age = valence.integer(20), wealth = valence.exponential(1), parent = valence.ref "person" } } },
      networks = { friends = valence.preferential_attachment { among = "person", ties = 2 } },
      phases = {
        valence.rule { "live", of = "person", function(self, env)
          self.age = self.age + 1
          if env:chance(0.002 * (self.age // 2)) then self:leave() return end
          if env:chance(0.04) then
            local child = env:enter "person"
            child.age, child.parent, child.wealth = 0, self, self.wealth / 2
            self.wealth = self.wealth / 2
            self:tie("friends", child, 0.5)
          end
        end },
        valence.rule { "meet", of = "person", activation = "ordered", function(self, env)
          local other = env:any "person"
          if other and not self:tied("friends", other) and env:chance(0.2) then self:tie("friends", other) end
          for peer, tie in self:peers "friends" do
            if env:chance(0.05 * tie.weight, peer) then self:untie("friends", peer) end
          end
        end },
        valence.encounter { "trade", along = "friends", activation = "random", function(a, b, env)
          local all, share = a.wealth + b.wealth, env:uniform()
          local gain = all * share - a.wealth
          a.wealth, b.wealth = all * share, all * (1 - share)
          return gain, -gain
        end },
      },
      values = {
        valence.value { "gain", of = "person", function(self) return self:gained "trade" end },
        valence.value { "friends", of = "person", as = "mean", function(self) return self:degree "friends" end },
        valence.value { "wealth", of = "person", as = "end", function(self) return self.wealth + (self.parent and 1000 or 0) end },
      },
    }
    """#

  /// A log that is replayed on resampled actors.
  static let log = #"""
    local valence = require "valence"
    return valence.study {
      name = "Log", seed = 99, steps = 4,
      data = { people = valence.csv { "people.csv" }, log = valence.csv { "log.csv", step = "week" } },
      actors = {
        person = { from = "people", key = "id", resample = true, fields = { size = valence.column "size", spent = 0 } },
        shop = { count = 1 },
      },
      phases = { valence.encounter { "buy", replay = "log", from = "person", to = "shop", function(person, shop, env, event)
        local sales = event.sales * (1 + 0.1 * env:normal(0, 1)) / person.size
        person.spent = person.spent + sales
        return -sales, event.sales
      end } },
      values = {
        valence.value { "spent", of = "person", function(self) return self:gained "buy" end },
        valence.value { "sold", of = "shop", function(self) return self:gained "buy" end },
      },
    }
    """#

  static let tables = [
    "people.csv": "id,size\na,1\nb,2\nc,3\nd,4\ne,5\n",
    "log.csv": "week,id,sales\n1,a,3\n1,b,4\n2,c,5\n2,a,1.5\n3,e,2\n3,d,7\n4,a,6\n4,b,2.25\n",
  ]
}
