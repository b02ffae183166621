// The settings room: where people belong. Programmes and trusts, the register of schools, settings of every
// designation, who holds which role in them, what they agree and share, and everyone's home page.
import { roleNames, type Actor, type Place, type Verbs } from '../../kernel/access.ts'
import { makeModule, type Job, type NavigationItem, type TableNote } from '../../kernel/module.ts'
import type { Catalogue } from '../../kernel/problem.ts'
import { stopWhatHasRunOut } from './enrolments/agreements.ts'
import { examples } from './examples.ts'
import { settingsHome } from './home/own.ts'
import { inCharge } from './places/rules.ts'
import { renameEverywhere } from './places/service.ts'
import { routes } from './routes.ts'

const verbs: Verbs = {
  'settings.see': { words: 'See the page of a place they belong to', roles: roleNames },
  'settings.see-people': {
    words: 'See who is in their setting and what they do',
    roles: ['head', 'senior_leader', 'senior_mental_health_lead', 'programme_officer', 'trust_safeguarding_lead'],
  },
  'settings.manage-people': {
    words: 'Invite people, change their roles, note that they left',
    roles: ['head', 'programme_officer', 'trust_safeguarding_lead'],
  },
  'settings.see-agreement': {
    words: 'Read agreements and see what is shared',
    roles: ['head', 'senior_leader', 'senior_mental_health_lead', 'data_protection_officer', 'lead_governor'],
  },
  'settings.sign-agreement': { words: 'Sign, decline or end an agreement', roles: ['head'] },
  'settings.share': { words: 'Choose what goes to a programme', roles: ['head'] },
  'settings.run-programme': {
    words: 'Change a programme, its districts, phases and trusts',
    roles: ['programme_officer'],
  },
  'settings.import-register': { words: 'Bring in the register of schools', roles: ['programme_officer'] },
  'settings.enrol': { words: 'Enrol settings, invite their heads, offer agreements', roles: ['programme_officer'] },
}

const problems: Catalogue = {
  'settings.trust-exists': {
    kind: 'conflict',
    title: 'This trust is here already',
    words: 'Nothing was saved. Go back and choose it by its name.',
  },
  'settings.name-taken': {
    kind: 'conflict',
    title: 'This name is taken',
    words: 'Nothing was saved. Go back and choose a different name.',
  },
  'settings.in-use': {
    kind: 'conflict',
    title: 'This cannot be removed yet',
    words: 'Something still belongs to it. Move that first.',
  },
  'settings.agreement-already-offered': {
    kind: 'conflict',
    title: 'An agreement has been offered already',
    words: 'It waits to be signed. A new one can be offered when it has been signed or declined.',
  },
  'settings.no-offer-now': {
    kind: 'conflict',
    title: 'A new agreement cannot be offered now',
    words: 'One waits to be signed, or the one in force runs for more than 90 days yet.',
  },
  'settings.agreement-not-open': {
    kind: 'conflict',
    title: 'This agreement is no longer open',
    words: 'It has been signed, declined or ended meanwhile. See how it stands now.',
  },
  'settings.no-agreement': {
    kind: 'conflict',
    title: 'Nothing can be shared without an agreement in force',
    words: 'Nothing was changed. Read and sign the agreement first.',
  },
  'settings.head-already-invited': {
    kind: 'conflict',
    title: 'The head has been invited already',
    words: 'From there on, the setting looks after its own people.',
  },
  'settings.lead-already-invited': {
    kind: 'conflict',
    title: 'The trust’s safeguarding lead has been invited already',
    words: 'From there on, the trust looks after the people of its own office.',
  },
  'settings.role-not-here': {
    kind: 'bad-request',
    title: 'This role does not belong here',
    words: 'Nothing was saved. Go back and choose from the roles listed.',
  },
}

const tells: Readonly<Record<string, string>> = {
  'settings.setting-enrolled': 'A setting was enrolled into a programme',
  'settings.agreement-signed': 'A head signed the agreement with a programme',
  'settings.agreement-ended': 'An agreement was ended or declined',
  'settings.sharing-started': 'A setting began to share something with a programme',
  'settings.sharing-stopped': 'A setting stopped sharing something, or its agreement ended or ran out',
  'settings.place-taken': 'Someone was given roles in a setting',
  'settings.place-changed': 'Someone’s roles in a setting changed',
  'settings.place-left': 'Someone left a setting',
}

const SHARED_WORDS = 'Names that everyone signed in may read; changed only by an officer of the programme'

const tables: Readonly<Record<string, TableNote>> = {
  'settings.programmes': {
    purpose: 'Programmes: names, levels, colours, their office',
    whose: 'none',
    keep: 'while the programme runs',
    installation: SHARED_WORDS,
  },
  'settings.trusts': {
    purpose: 'Academy trusts and their offices',
    whose: 'none',
    keep: 'while a school of theirs is enrolled',
    installation: SHARED_WORDS,
  },
  'settings.phases': {
    purpose: 'Phases in which districts join a programme',
    whose: 'none',
    keep: 'while the programme runs',
    installation: SHARED_WORDS,
  },
  'settings.districts': {
    purpose: 'Districts of a programme, with phase and joining date',
    whose: 'none',
    keep: 'while the programme runs',
    installation: SHARED_WORDS,
  },
  'settings.settings': {
    purpose: 'Schools, offices and organisations that people belong to',
    whose: 'none',
    keep: 'while anything of theirs is kept',
  },
  'settings.places': {
    purpose: 'Who holds which role where, since when and until when',
    whose: 'staff, governors and officers',
    keep: 'six years after they left',
  },
  'settings.enrolments': {
    purpose: 'That a setting takes part in a programme, where, and how its agreement stands',
    whose: 'none',
    keep: 'while the programme runs',
  },
  'settings.agreements': {
    purpose: 'Agreements between a setting or its trust and a programme',
    whose: 'whoever offered and signed',
    keep: 'six years after the end',
  },
  'settings.sharing': {
    purpose: 'What a setting shares with a programme, since when',
    whose: 'whoever switched it on',
    keep: 'while it is shared',
  },
  'settings.register': {
    purpose: 'The national register of schools, as last brought in',
    whose: 'none: heads’ names are not kept',
    keep: 'until a newer file says otherwise',
    installation: 'Published reference data about schools, the same for every programme',
  },
  'settings.register_links': {
    purpose: 'Which school followed which',
    whose: 'none',
    keep: 'until a newer file says otherwise',
    installation: 'Published reference data about schools, the same for every programme',
  },
  'settings.register_runs': {
    purpose: 'What became of each file of the register that was brought in',
    whose: 'whoever brought it in',
    keep: 'six years',
    installation: 'About the register, which is the installation’s; pages read the runs of one programme',
  },
}

/** What somebody may open in a place, from all roles they hold there. */
function navigation(actor: Actor, place: Place): NavigationItem[] {
  const roles = actor.places.filter((one) => one.setting_id === place.setting_id).map((one) => one.role)
  const may = (verb: string): boolean => roles.some((role) => verbs[verb]!.roles.includes(role))
  const path = `/settings/${place.setting_id}`
  const items: NavigationItem[] = []
  if (place.programme_id !== null && roles.includes(inCharge('programme_office'))) {
    const programme = `/programmes/${place.programme_id}`
    items.push(
      { text: 'Settings', href: `${programme}/settings`, order: 40 },
      { text: 'Register', href: `${programme}/register`, order: 60 },
      { text: 'Programme', href: programme, order: 70 },
    )
  }
  if (may('settings.see-people')) items.push({ text: 'People', href: `${path}/people`, order: 75 })
  if (place.kind === 'school' && may('settings.see-agreement'))
    items.push({ text: 'Sharing', href: `${path}/sharing`, order: 80 })
  return items
}

const jobs: readonly Job[] = [
  // Every hour from just after midnight: a server that slept through the night catches up when it wakes.
  { name: 'stop-run-out-sharing', cron: '1 * * * *', run: (ctx) => stopWhatHasRunOut(ctx) },
]

export const settings = makeModule({
  name: 'settings',
  routes,
  verbs,
  problems,
  tells,
  tables,
  navigation,
  jobs,
  examples,
  home: settingsHome,
  hears: [
    { fact: 'people.person-renamed', hear: (ctx, fact) => renameEverywhere(ctx, fact.about, String(fact.facts.name)) },
  ],
})
