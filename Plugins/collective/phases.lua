local valence = require "valence"

local phases = {}

local default_skills = { 0.1, 0.3, 0.5, 0.7, 0.9 }

---Fields of a member: competence `skill` (0 to 1), `group` (novice or expert), `practice` (the number of
---the practice it does), `prescribed` (whether its role says so).
---@param options? { novices?: number, novice?: table, expert?: table } Share of novices (0.7), and the distributions of skill, `valence.beta(2, 8)` and `valence.beta(8, 2)`.
---@return table fields
function phases.member(options)
  options = valence.options("collective.member", options, { novices = "number", novice = "table", expert = "table" })
  local share = options.novices or 0.7
  return {
    group = valence.categorical({ "novice", "expert" }, { share, 1 - share }),
    as_novice = options.novice or valence.beta(2, 8),
    as_expert = options.expert or valence.beta(8, 2),
    skill = function(self)
      if self.group == "novice" then return self.as_novice end
      return self.as_expert
    end,
    practice = valence.integer(1),
    prescribed = false,
  }
end

---A rule by which members choose a practice: with the probability `rigidity` the prescribed one, else
---with the probability `signposting` the open one closest to their own skill + `stretch`, else any open
---one. Where `access` is false the `entry` easiest practices are closed.
---
---Source: role rigidity, participation access, signposting: Kelleher et al. (2019). Own
---operationalisation: the choice rule.
---@param options { of: string, skills?: number[], role?: integer, stretch?: number, entry?: integer, name?: string }
--- Skills that practices need, ascending; the number of the prescribed practice (4); 0.05; 2.
---@return valence.Made rule
function phases.choose(options)
  options = valence.options("collective.choose", options, {
    of = "string", skills = "table", role = "number", stretch = "number", entry = "number", name = "string",
  }, { "of" })
  local skills = options.skills or default_skills
  local role, stretch, closed = options.role or 4, options.stretch or 0.05, options.entry or 2
  local count = #skills
  return valence.rule { options.name or "choose a practice", of = options.of, function(self, env)
    local first = env.access and 1 or 1 + closed
    self.prescribed = env:chance(env.rigidity)
    if self.prescribed then
      self.practice = role
    elseif env:chance(env.signposting) then
      local best, distance = first, math.huge
      for number = first, count do
        local away = math.abs(skills[number] - self.skill - stretch)
        if away < distance then best, distance = number, away end
      end
      self.practice = best
    else
      self.practice = env:integer(first, count)
    end
  end }
end

---A presence: what doing a practice is worth to a member, 1 - |q - c| / `width` for a practice that
---needs skill q and a competence c: positive where they are near, negative where they are far.
---
---Own operationalisation.
---@param options { of: string, skills?: number[], width?: number, name?: string, tags?: table }
---@return valence.Made presence
function phases.perform(options)
  options = valence.options("collective.perform", options, {
    of = "string", skills = "table", width = "number", name = "string", tags = "table",
  }, { "of" })
  local skills, width = options.skills or default_skills, options.width or 0.5
  return valence.presence {
    options.name or "performance", of = options.of, tags = options.tags, marks = { "prescribed" },
    function(self, env, event)
      event.prescribed = self.prescribed
      return 1 - math.abs(skills[self.practice] - self.skill) / width
    end,
  }
end

---An encounter of members that sit together: where their competences differ by more than `gap`, each
---loses `harm` x the difference of what their practices need, less the share `signposting` of it.
---
---Source: consumer heterogeneity conflict: Kelleher et al. (2019). Own operationalisation: the form.
---@param options { along: string, skills?: number[], gap?: number, harm?: number, name?: string, tags?: table }
---@return valence.Made encounter With the mark `conflict`.
function phases.meet(options)
  options = valence.options("collective.meet", options, {
    along = "string", skills = "table", gap = "number", harm = "number", name = "string", tags = "table",
  }, { "along" })
  local skills, gap, harm = options.skills or default_skills, options.gap or 0.4, options.harm or 0.5
  return valence.encounter {
    options.name or "co-presence", along = options.along, tags = options.tags, marks = { "conflict" },
    function(member, other, env, event)
      if math.abs(member.skill - other.skill) <= gap then return 0, 0 end
      local loss = harm * (1 - env.signposting) * math.abs(skills[member.practice] - skills[other.practice])
      event.conflict = loss > 0
      return -loss, -loss
    end,
  }
end

---A rule by which members learn: from a practice that is harder than their skill by at most `reach`, by
---the share `pace` of the difference; and, with the probability `signposting`, by the same share from
---the mean skill of those of their peers who can do more.
---
---Source: social learning between novices and experts: Kelleher et al. (2019). Own operationalisation:
---the form.
---@param options { of: string, along: string, skills?: number[], reach?: number, pace?: number, name?: string }
---@return valence.Made rule
function phases.learn(options)
  options = valence.options("collective.learn", options, {
    of = "string", along = "string", skills = "table", reach = "number", pace = "number", name = "string",
  }, { "of", "along" })
  local along, skills = options.along, options.skills or default_skills
  local reach, pace = options.reach or 0.2, options.pace or 0.05
  return valence.rule { options.name or "learn", of = options.of, function(self, env)
    local own, gained = self.skill, 0
    local harder = skills[self.practice] - own
    if harder > 0 and harder <= reach then gained = pace * harder end
    if env:chance(env.signposting) then
      local better, sum = 0, 0
      for peer in self:peers(along) do
        if peer.skill > own then better, sum = better + 1, sum + peer.skill end
      end
      if better > 0 then gained = gained + pace * (sum / better - own) end
    end
    self.skill = math.min(1, own + gained)
  end }
end

return phases
