-- What a customer is worth to the firm through others: referral value, influencer value, engagement value.
--
-- The field studies had to ask who would have come anyway, and whom a customer influenced. A simulation
-- looks: the world is run again without this one customer's invitations, or talk, and compared
-- (`valence.leave_one_out`).
local valence = require "valence"
local terms = require "values.terms"
local traits = require "values.traits"

local referral = {}

local source = "Kumar et al. 2010, doi:10.1177/1094670510375602"

-- What a definition that leaves customers out at a time needs.
local left_out = {
  of = "string", to = "string", silence = "string or table", sample = "number or table", name = "string", unit = "string",
  scale = "number",
}
local referred = {
  referred = "string", by = "string", joined = terms.types, worth = terms.types, incentive = terms.types,
  marketing = terms.types, saved = terms.types, rate = terms.types, horizon = "number",
}
local influence = { margin = "string", among = "string or table", except = "table" }

--- The types of several groups of options together.
local function all(...)
  local types = {}
  for _, group in ipairs { ... } do
    for name, type in pairs(group) do types[name] = type end
  end
  return types
end

--- What the referrals of a customer brought, each against the world in which it invites nobody.
local function credit(what, given)
  local kind, by, horizon = given.referred, given.by, given.horizon or math.huge
  local joined, worth = terms.of(what, "joined", given.joined), terms.of(what, "worth", given.worth)
  local saved, rate = terms.of(what, "saved", given.saved or 0), terms.of(what, "rate", given.rate or 0)
  local incentive = terms.of(what, "incentive", given.incentive or 0)
  local marketing = terms.of(what, "marketing", given.marketing or 0)
  return function(self, run, without, env)
    local sum, factor = 0, 1 + rate(self, env)
    for friend in run:where(kind, by, self) do
      local step = joined(friend, env, self)
      if step > 0 and step <= horizon then
        local gain, alone = saved(friend, env, self), without:twin(friend)
        if not alone or joined(alone, env, self) == 0 then
          gain = gain + worth(friend, env, self) - incentive(friend, env, self) - marketing(friend, env, self)
        end
        sum = sum + gain * factor ^ -step
      end
    end
    return sum
  end
end

--- What others' value to the firm gains from a customer being heard.
local function heard(given)
  local margin, except = given.margin, given.except or {}
  local kinds = type(given.among) == "table" and given.among or { given.among or given.of }
  return function(self, run, without)
    local sum = 0
    for _, kind in ipairs(kinds) do
      local by = except[kind]
      for other, alone in run:actors(kind) do
        if other ~= self and not (by and other[by] == self) then
          sum = sum + other:value(margin) - (alone and alone:value(margin) or 0)
        end
      end
      for alone, other in without:actors(kind) do
        if not other then sum = sum - alone:value(margin) end
      end
    end
    return sum
  end
end

--- Customer referral value: what a customer's referrals bring to the firm,
--- CRV_i = SUM_y gain_y (1 + r)^-t_y over the referred y, t_y the step in which y joined; a type-one referral,
--- who would not have joined, brings A_y - a_y - M_y + ACQ_y, a type-two referral, who would have joined
--- anyway, the acquisition cost ACQ_y that was saved. Any real number; higher is better; exactly 0 for who
--- never invited (Kumar et al. 2010, doi:10.1177/1094670510375602; Kumar, Petersen & Leone 2007). Own: the
--- type is seen in the world in which this customer invites nobody.
---@param options table `of` (the customers), `to` ("firm" unless given); `silence` (the phase in which customers invite, or several), `sample` (how many customers, a number or `valence.parameter`; all unless given); `referred` (the kind of those who are invited), `by` (their field that names who referred them); terms of the referred, as functions also (referred, env, customer): `joined` (the step, 0: not yet), `worth` (A), `incentive` (a), `marketing` (M), `saved` (ACQ), 0 unless given; `rate` (r per step, a term of the customer), `horizon` (the last step whose referrals count); `name`, `unit`, `scale`.
---@return valence.Made
function referral.crv(options)
  local what = "values.crv"
  local given = valence.options(what, options, all(left_out, referred),
    { "of", "silence", "referred", "by", "joined", "worth" })
  return valence.leave_one_out {
    given.name or "CRV", of = given.of, to = given.to or "firm", silence = given.silence, sample = given.sample,
    unit = given.unit, scale = given.scale, source = source, traits = traits.cev,
    own = "the type of a referral is seen in the world without this customer's invitations",
    credit(what, given),
  }
end

--- Customer influencer value: CIV_i = SUM_{j /= i} (W_j(run) - W_j(i silenced)), W_j what j is worth to the firm
--- by another value definition, which discounts as it says. Any real number; higher is better (the component
--- of Kumar et al. 2010, doi:10.1177/1094670510375602; Kumar et al. 2013). Own: the form. Name the phase in
--- which customers talk, not the one in which they refer for an incentive, so that CRV and CIV do not overlap.
---@param options table `of`, `to`, `silence`, `sample`, `name`, `unit`, `scale` as for `values.crv`; `margin` (the value definition that is compared), `among` (the kinds of the others, `of` unless given); `except` (by kind a field: whom it names as referrer is left to CRV, `{ prospect = "referrer" }`).
---@return valence.Made
function referral.civ(options)
  local given = valence.options("values.civ", options, all(left_out, influence), { "of", "silence", "margin" })
  return valence.leave_one_out {
    given.name or "CIV", of = given.of, to = given.to or "firm", silence = given.silence, sample = given.sample,
    unit = given.unit, scale = given.scale, source = source, traits = traits.cev,
    own = "others' value to the firm, with and without this customer's influence",
    heard(given),
  }
end

--- Referral and influence of a customer taken away at once: CRV of those whom it referred and CIV of the others,
--- both against the one world in which it neither invites nor talks. With it `values.cev` tells what CRV and CIV
--- count twice. Any real number; own operationalisation.
---@param options table Those of `values.crv` and of `values.civ`; `silence` lists both phases.
---@return valence.Made
function referral.both(options)
  local what = "values.crv_and_civ"
  local given = valence.options(what, options, all(left_out, referred, influence),
    { "of", "silence", "referred", "by", "joined", "worth", "margin" })
  local name = given.referred
  local credited = credit(what, given)
  local others = heard { of = given.of, margin = given.margin, among = given.among, except = { [name] = given.by } }
  return valence.leave_one_out {
    given.name or "CRV and CIV", of = given.of, to = given.to or "firm", silence = given.silence,
    sample = given.sample, unit = given.unit, scale = given.scale, source = "own operationalisation",
    traits = traits.cev,
    function(self, run, without, env)
      return credited(self, run, without, env) + others(self, run, without)
    end,
  }
end

--- One part of a sum of definitions.
local function part(name, weight)
  if weight == 1 then return function(self) return self:value(name) end end
  return function(self) return weight * self:value(name) end
end

local function sum(first, second)
  return function(self) return first(self) + second(self) end
end

--- Customer engagement value: the sum of its parts, CEV_i = SUM_p w_p V_p,i, less what they count twice. The parts
--- CLV, CRV, CIV, CKV and their plain sum are those of Kumar et al. 2010 (doi:10.1177/1094670510375602); Abo Elhamd
--- et al. warn that it counts twice. With `joint`, a definition that takes CRV and CIV away at once, the overlap
--- CRV + CIV - joint is subtracted (own). Any real number; undefined where a part is.
---@param options table `of`, `to` ("firm" unless given); `parts` (names of definitions that stand before it), `weights` (by name, 1 unless given); `joint` (the definition of both at once), `overlapping` (the two that it joins, `{ "CRV", "CIV" }` unless given); `name`, `unit`, `scale`.
---@return valence.Made
function referral.cev(options)
  local given = valence.options("values.cev", options, {
    of = "string or table", to = "string", parts = "table", weights = "table", joint = "string", overlapping = "table",
    name = "string", unit = "string", scale = "number",
  }, { "of", "parts" })
  local value, weights = nil, {}
  for name, weight in pairs(given.weights or {}) do weights[name] = weight end
  for _, name in ipairs(given.parts) do
    local next = part(name, weights[name] or 1)
    value = value and sum(value, next) or next
    weights[name] = nil
  end
  local stray = next(weights)
  if not value then valence.refuse "values.cev: 'parts' names no value definition" end
  if stray then
    valence.refuse(("values.cev: there is a weight for '%s', which is not among 'parts'"):format(tostring(stray)))
  end
  local own = "the plain sum; what the parts count twice is not subtracted"
  if given.joint then
    own = "what the parts count twice is what they sum to beyond both taken away at once"
    for _, name in ipairs(given.overlapping or { "CRV", "CIV" }) do value = sum(value, part(name, -1)) end
    value = sum(value, part(given.joint, 1))
  end
  return valence.value {
    given.name or "CEV", of = given.of, to = given.to or "firm", as = "end", unit = given.unit, scale = given.scale,
    source = source, own = own, traits = traits.cev, value,
  }
end

return referral
