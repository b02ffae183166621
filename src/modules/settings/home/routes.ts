// The front door, and the page of one place.
import { anyone, may } from '../../../kernel/access.ts'
import { actorOf, today } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/problem.ts'
import { get, type Route } from '../../../kernel/route.ts'
import { dateInWords } from '../../../view/words.ts'
import { homePage, placePage, welcomePage } from './pages.ts'
import { termOf } from './rules.ts'
import { homesOf, peopleAt } from './service.ts'

export const routes: readonly Route[] = [
  get('/', {
    who: anyone,
    async show(asked) {
      const { actor, now } = asked
      if (!actor) return welcomePage()
      const homes = await homesOf(asked, actor)
      const only = homes.length === 1 ? homes[0] : undefined
      const people = only && only.needs.length === 0 ? await peopleAt(asked, only.setting_id) : []
      const day = today(asked)
      const caption = `${termOf(day)}, ${dateInWords(day)}`
      return homePage({ name: actor.name, founder: actor.founder, homes, people, caption, now })
    },
  }),
  get('/settings/:setting', {
    who: may('settings.see'),
    async show(asked) {
      const setting = asked.params.setting!
      const [home] = await homesOf(asked, actorOf(asked), setting)
      if (!home) throw notFound()
      return placePage({ home, people: await peopleAt(asked, setting), now: asked.now })
    },
  }),
]
