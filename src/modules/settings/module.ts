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
    roles: [
      'head',
      'senior_leader',
      'senior_mental_health_lead',
      'programme_officer',
      'trust_safeguarding_lead',
      'trust_wellbeing_lead',
    ],
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
  'settings.offer-as-trust': {
    words: 'Offer the schools of their trust an agreement',
    roles: ['trust_safeguarding_lead', 'trust_wellbeing_lead'],
  },
  'settings.switch-modules': { words: 'Switch parts of the house on and off in their setting', roles: ['head'] },
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

const joiningProblems: Catalogue = {
  'settings.request-proved': {
    kind: 'gone',
    title: 'This link was used already',
    words: 'Your request is with the programme. An officer answers you by letter: you need do nothing more.',
  },
  'settings.request-run-out': {
    kind: 'gone',
    title: 'This link has run out',
    words: 'It was good for three days. Find your school and ask again: it takes about 3 minutes.',
  },
  'settings.no-schools-yet': {
    kind: 'conflict',
    title: 'No school of your trust is here yet',
    words: 'Nothing was offered. Schools appear once a programme has enrolled them.',
  },
  'settings.nobody-to-ask': {
    kind: 'conflict',
    title: 'Nobody to ask here now',
    words: 'It takes part already, or no programme takes requests from there at present. Nothing was sent.',
  },
  'settings.request-answered': {
    kind: 'conflict',
    title: 'This request has been answered already',
    words: 'A colleague was first. Nothing was changed: see what they answered.',
  },
  'settings.request-cannot-enrol': {
    kind: 'conflict',
    title: 'This school cannot be enrolled now',
    words: 'It is enrolled already, has closed, or is not on the register any more. Nothing was changed.',
  },
}

const tells: Readonly<Record<string, string>> = {
  'settings.setting-enrolled': 'A setting was enrolled into a programme',
  'settings.setting-left': 'A setting left a programme',
  'settings.agreement-signed': 'A head signed the agreement with a programme',
  'settings.agreement-ended': 'An agreement was ended or declined',
  'settings.sharing-started': 'A setting began to share something with a programme',
  'settings.sharing-stopped': 'A setting stopped sharing something, or its agreement ended or ran out',
  'settings.trust-sharing-started':
    'A setting began to share something with its trust, or goes on under a new agreement',
  'settings.trust-sharing-stopped':
    'A setting stopped sharing something with its trust, or its agreement ended or ran out',
  'settings.joining-asked': 'Someone asked, from an address that is theirs, that a setting joins a programme',
  'settings.joining-answered': 'An officer answered a request to join',
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
    retire: { never: 'a name, which the work done under it still needs' },
    installation: SHARED_WORDS,
  },
  'settings.trusts': {
    purpose: 'Academy trusts and their offices',
    whose: 'none',
    keep: 'while a school of theirs is enrolled',
    retire: { never: 'a name, which the work done under it still needs' },
    installation: SHARED_WORDS,
  },
  'settings.phases': {
    purpose: 'Phases in which districts join a programme',
    whose: 'none',
    keep: 'while the programme runs',
    retire: { never: 'a name, which the work done under it still needs' },
    installation: SHARED_WORDS,
  },
  'settings.districts': {
    purpose: 'Districts of a programme, with phase and joining date',
    whose: 'none',
    keep: 'while the programme runs',
    retire: { never: 'a name, which the work done under it still needs' },
    installation: SHARED_WORDS,
  },
  'settings.settings': {
    purpose: 'Schools, offices and organisations that people belong to',
    whose: 'none',
    keep: 'while anything of theirs is kept',
    retire: { never: 'the name of an organisation, by which what it did can still be read' },
  },
  'settings.places': {
    purpose: 'Who holds which role where, since when and until when',
    whose: 'staff, governors and officers',
    keep: 'six years after they left',
    retire: { after: { years: 6 }, from: 'ended_on' },
  },
  'settings.enrolments': {
    purpose: 'That a setting takes part in a programme, where, and how its agreement stands',
    whose: 'none',
    keep: 'while the programme runs',
    retire: { never: 'that an organisation took part, and when it left: the day from which its own work is kept' },
  },
  'settings.joining_requests': {
    purpose: 'Who asked that a setting joins a programme, and what was answered',
    whose: 'whoever asked',
    keep: '14 days after its link ran out where the address was not proved, a year after the answer, two years at most',
    retire: [
      { after: { days: 14 }, from: 'proof_until' },
      { after: { years: 1 }, from: 'answered_at' },
      { after: { years: 2 }, from: 'asked_at' },
    ],
    installation: 'Asked before there is a setting; the programme’s office reads its own',
  },
  'settings.agreements': {
    purpose: 'Agreements between a setting or its trust and a programme, and between a setting and its trust',
    whose: 'whoever offered and signed',
    keep: 'six years after the end',
    retire: { after: { years: 6 }, from: ['ended_at', 'ends_on'] },
  },
  'settings.trust_sharing': {
    purpose: 'What a setting shares with its own trust, since when and until when',
    whose: 'whoever switched it on',
    keep: 'while it is shared',
    retire: { elsewhere: 'switching it off removes it, and so does the end of the agreement' },
  },
  'settings.sharing': {
    purpose: 'What a setting shares with a programme, since when',
    whose: 'whoever switched it on',
    keep: 'while it is shared',
    retire: { elsewhere: 'switching it off removes it, and so does the end of the agreement' },
  },
  'settings.register': {
    purpose: 'The national register of schools, as last brought in',
    whose: 'none: heads’ names are not kept',
    keep: 'until a newer file says otherwise',
    retire: { never: 'published reference about schools' },
    installation: 'Published reference data about schools, the same for every programme',
  },
  'settings.register_links': {
    purpose: 'Which school followed which',
    whose: 'none',
    keep: 'until a newer file says otherwise',
    retire: { never: 'published reference about schools' },
    installation: 'Published reference data about schools, the same for every programme',
  },
  'settings.register_runs': {
    purpose: 'What became of each file of the register that was brought in',
    whose: 'whoever brought it in',
    keep: 'six years',
    retire: { after: { years: 6 }, from: 'at' },
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
  problems: { ...problems, ...joiningProblems },
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
