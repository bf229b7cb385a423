-- The verdict: what a change did to a network of actors, in one word per scenario and lens, with everything
-- that the word rests on.

local core = require "verdict.core"

local verdict = {}

verdict.of = core.of
verdict.archetype = core.archetype
verdict.sign = core.sign
verdict.net = core.net
verdict.flips = core.flips
verdict.section = require "verdict.section"

return verdict
