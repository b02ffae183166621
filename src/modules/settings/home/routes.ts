// Home, and the page of each place.
import { anyone, may, ROLES } from '../../../kernel/access.ts'
import { actorOf } from '../../../kernel/context.ts'
import { get, type Route } from '../../../kernel/route.ts'
import { peopleOf } from '../contract.ts'
import { homePage, placePage, welcomePage } from './pages.ts'
import { homeAt, homesOf } from './service.ts'

export const routes: readonly Route[] = [
  get('/', {
    who: anyone,
    async show(asked) {
      if (!asked.actor) return welcomePage(asked.demo)
      return homePage(await homesOf(asked), asked.actor.name, asked.now, asked.actor.founder)
    },
  }),
  get('/settings/:setting', {
    who: may('settings.see'),
    async show(asked) {
      const setting = asked.params.setting!
      const people = await peopleOf(asked.tx, setting)
      const named = people.map((one) => ({ name: one.name, roles: one.roles.map((role) => ROLES[role]) }))
      return placePage(await homeAt(asked, actorOf(asked), setting), named, asked.now)
    },
  }),
]
