// Where the programme board is, and the page on which a setting sees what is seen of it.
import { may } from '../../../kernel/access.ts'
import { actorOf, placeIn, today } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/problem.ts'
import { get, type Route } from '../../../kernel/route.ts'
import { DESIGNATIONS, districtsOf, programmeById } from '../../settings/contract.ts'
import { editionFor } from '../edition.ts'
import { recordReaders } from '../roles.ts'
import { currentCycle, editionOf } from '../standing/service.ts'
import { boardPage, sharedPage } from './pages.ts'
import { trustSeesPart } from '../trusts/school-page.ts'
import { seenByTrust } from '../trusts/service.ts'
import { isStage, termOf } from './rules.ts'
import { boardOf, seenBy, type BoardAsked } from './service.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function idOrNull(text: string | undefined): string | null {
  return text !== undefined && UUID.test(text) ? text : null
}

/** What the address asks for; anything it does not know is left out. */
export function askedIn(query: Readonly<Record<string, string>>): BoardAsked {
  const { stage = '', designation = '', q = '' } = query
  return {
    stage: isStage(stage) ? stage : null,
    district: idOrNull(query.district),
    designation: Object.hasOwn(DESIGNATIONS, designation) ? designation : null,
    q: q.trim().slice(0, 100) || null,
    quiet: query.quiet === 'yes',
    after: idOrNull(query.after),
    before: idOrNull(query.before),
  }
}

export const routes: readonly Route[] = [
  get('/programmes/:programme/board', {
    who: may('toolkit.see-board', 'programme'),
    show: async (asked) => {
      const { params, query, tx, now } = asked
      const programme = await programmeById(tx, params.programme!)
      if (!programme) throw notFound()
      const here = actorOf(asked).places.filter((place) => place.programme_id === programme.id)
      const what = askedIn(query)
      return boardPage({
        programme,
        districts: await districtsOf(tx, programme.id),
        edition: editionFor('primary'),
        asked: what,
        view: query.view === 'levels' ? 'levels' : 'list',
        seen: await boardOf(asked, programme.id, what),
        now,
        readsRecords: here.some((place) => recordReaders.includes(place.role)),
      })
    },
  }),
  get('/settings/:setting/toolkit/shared', {
    who: may('toolkit.see'),
    show: async (asked) => {
      const setting = asked.params.setting!
      const cycle = await currentCycle(asked.tx, setting)
      const trust = await seenByTrust(asked, setting)
      const head = placeIn(actorOf(asked), setting).some((place) => place.role === 'head')
      const byTrust = trust && {
        name: trust.name,
        sees: trust.row !== undefined || trust.records.length > 0,
        part: trustSeesPart(setting, trust, head, termOf(today(asked))),
      }
      return sharedPage(setting, await seenBy(asked, setting), cycle && editionOf(cycle), asked.now, byTrust)
    },
  }),
]
