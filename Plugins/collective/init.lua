-- Collective consumption: members of an audience choose practices, meet, and learn from each other.
--
-- Role rigidity and the conflict between members of differing competence constrain value;
-- participation access and signposting mitigate; novices and experts learn from each other (Kelleher,
-- Wilson, Macdonald & Peppard 2019, doi:10.1177/1094670519827384). The paper names the constructs;
-- the functional forms are this module's own operationalisation.
--
-- A study declares the parameters `rigidity` and `signposting` (probabilities) and `access` (true or
-- false) and puts the four phases into its list in this order: choose, perform, meet, learn.

local phases = require "collective.phases"
local measures = require "collective.measures"

local collective = {}

collective.member = phases.member
collective.choose = phases.choose
collective.perform = phases.perform
collective.meet = phases.meet
collective.learn = phases.learn

collective.prescribed = measures.prescribed
collective.conflict = measures.conflict
collective.heterogeneity = measures.heterogeneity
collective.access = measures.access
collective.practices = measures.practices
collective.value_for_all = measures.value_for_all

return collective
