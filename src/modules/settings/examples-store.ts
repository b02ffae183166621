// Statements that find an example of each thing in the demonstration, for the proofs about the whole house.
import { z } from 'zod'
import { query } from '../../kernel/sql.ts'

const Found = z.object({ id: z.string() })
type InProgramme = { programme: string }
type InSetting = { setting: string }

export const anEnrolment = query<InProgramme>()(
  Found,
  `select setting_id as id from settings.enrolments where programme_id = :programme and left_on is null order by name limit 1`,
)
export const aDistrict = query<InProgramme>()(
  Found,
  `select id from settings.districts where programme_id = :programme order by name limit 1`,
)
export const aPhase = query<InProgramme>()(
  Found,
  `select id from settings.phases where programme_id = :programme order by name limit 1`,
)
export const aTrust = query<InProgramme>()(
  Found,
  `select t.id from settings.trusts t join settings.enrolments e on e.trust_name = t.name where e.programme_id = :programme and e.left_on is null order by t.name limit 1`,
)
export const aRun = query<InProgramme>()(
  Found,
  `select id from settings.register_runs where programme_id = :programme order by at desc limit 1`,
)
export const aSchool = query()(
  Found,
  `select urn::text as id from settings.register where status_code <> '2' order by name, urn limit 1`,
)
export const aRequest = query<InProgramme>()(
  Found,
  `select id from settings.joining_requests where programme_id = :programme and proved_at is not null order by answered_at nulls first limit 1`,
)
export const anAgreement = query<InSetting>()(
  Found,
  `select id from settings.agreements where setting_id = :setting order by ended_at nulls first limit 1`,
)
export const aPerson = query<InSetting>()(
  Found,
  `select person_id as id from settings.places where setting_id = :setting and ended_on is null order by name, role limit 1`,
)
export const aTheme = query<InProgramme>()(
  Found,
  `select slug || '.css' as id from settings.programmes where id = :programme`,
)
