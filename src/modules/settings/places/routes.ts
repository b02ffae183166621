// Where the people of a setting are looked after, by whoever is in charge of it.
import { may } from '../../../kernel/access.ts'
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { openInvitation } from '../../people/contract.ts'
import { asTyped } from '../pieces.ts'
import { inviteForm, leaveForm, nothingForm, rolesForm } from './forms.ts'
import { invitePage, peoplePage, personPage, type PersonForms } from './pages.ts'
import * as service from './service.ts'
import { loadHere, loadPerson, type Here } from './service.ts'
import { dateInWords } from '../../../view/words.ts'

const manages = may('settings.manage-people')

type Person = Awaited<ReturnType<typeof loadPerson>>

async function drawPerson(ctx: Ctx, here: Here, person: Person, forms: Partial<PersonForms> = {}) {
  const all: PersonForms = {
    roles: asTyped({ roles: person.roles }),
    leaving: asTyped({ left_on: dateInWords(today(ctx)) }),
    ...forms,
  }
  return personPage(here, { ...person, invitation: await openInvitation(ctx, person.person_id) }, all)
}

const peoplePath = (here: Here): string => `/settings/${here.setting_id}/people`

export const routes: readonly Route[] = [
  get('/settings/:setting/people', {
    who: may('settings.see-people'),
    load: { here: loadHere },
    show: async (asked) =>
      peoplePage(
        asked.here,
        await service.peopleHere(asked, asked.here),
        service.mayManage(actorOf(asked), asked.here),
      ),
  }),
  get('/settings/:setting/people/new', {
    who: manages,
    load: { here: loadHere },
    show: async ({ here }) => invitePage(here, asTyped({})),
  }),
  post('/settings/:setting/people', {
    who: manages,
    load: { here: loadHere },
    form: inviteForm,
    async act(asked) {
      const done = await service.invitePerson(asked, asked.here, asked.form)
      return 'mistakes' in done
        ? again(done.mistakes)
        : goTo(peoplePath(asked.here), `${asked.form.name} is invited to ${asked.here.name}`)
    },
    again: async (asked) => invitePage(asked.here, asked),
  }),
  get('/settings/:setting/people/:person', {
    who: manages,
    load: { here: loadHere, person: loadPerson },
    show: (asked) => drawPerson(asked, asked.here, asked.person),
  }),
  post('/settings/:setting/people/:person/roles', {
    who: manages,
    load: { here: loadHere, person: loadPerson },
    form: rolesForm,
    async act(asked) {
      const mistakes = await service.changeRoles(asked, asked.here, asked.person, asked.form.roles)
      return mistakes ? again(mistakes) : goTo(peoplePath(asked.here), `The roles of ${asked.person.name} are saved`)
    },
    again: (asked) => drawPerson(asked, asked.here, asked.person, { roles: asked }),
  }),
  post('/settings/:setting/people/:person/invitation', {
    who: manages,
    load: { here: loadHere, person: loadPerson },
    form: nothingForm,
    async act(asked) {
      const sent = await service.sendAgain(asked, asked.here, asked.person)
      return goTo(
        peoplePath(asked.here),
        sent
          ? `${asked.person.name} has a new letter; the earlier link no longer works`
          : `${asked.person.name} has joined already`,
      )
    },
  }),
  post('/settings/:setting/people/:person/leaving', {
    who: manages,
    load: { here: loadHere, person: loadPerson },
    form: leaveForm,
    async act(asked) {
      const { here, person, form } = asked
      if (form.left_on > today(asked)) return again({ left_on: 'Enter today or an earlier day' })
      if (form.left_on < person.since_on)
        return again({ left_on: `Enter a day after they began, ${dateInWords(person.since_on)}` })
      const done = await service.leave(asked, here, person, form.left_on)
      if ('mistakes' in done) return again(done.mistakes)
      const own = person.person_id === actorOf(asked).person_id
      return goTo(own ? '/' : peoplePath(here), `${person.name} has left ${here.name}`)
    },
    again: (asked) => drawPerson(asked, asked.here, asked.person, { leaving: asked }),
  }),
]
