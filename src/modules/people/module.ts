// The people room: who is at the door, how they sign in, what they may see of the audit.
import type { Actor, Place, Verbs } from '../../kernel/access.ts'
import { makeModule, type HomePart, type TableNote } from '../../kernel/module.ts'
import type { Catalogue } from '../../kernel/problem.ts'
import type { RetireRule } from '../../kernel/retire.ts'
import { auditReaders } from './audit/rules.ts'
import { routes } from './routes.ts'
import { lacksSecondStep } from './second-step/rules.ts'
import { forgetJob } from './sessions/jobs.ts'

const verbs: Verbs = {
  'people.read-audit': {
    words: 'Read the audit: who did and saw what',
    roles: auditReaders,
    sensitive: true,
  },
}

const problems: Catalogue = {
  'people.invitation-used': {
    kind: 'gone',
    title: 'This link was used already',
    words:
      'Each link works once. If you used it, sign in with the password you chose. If you did not, ask for a new letter.',
  },
  'people.invitation-expired': {
    kind: 'gone',
    title: 'This invitation has run out',
    words: 'Invitations are good for 14 days. Ask whoever invited you to send another: it takes them a moment.',
  },
  'people.reset-expired': {
    kind: 'gone',
    title: 'This link has run out',
    words: 'Links for a new password are good for two hours. Ask for another on the sign-in page.',
  },
  'people.invitation-withdrawn': {
    kind: 'gone',
    title: 'This link no longer works',
    words: 'A newer letter took its place, or it was withdrawn. Use the newest letter, or ask whoever invited you.',
  },
  'people.address-taken': {
    kind: 'conflict',
    title: 'Someone has that email address already',
    words: 'Nothing was saved. Each account has an address of its own. Go back and use another.',
  },
  'people.only-way-in': {
    kind: 'conflict',
    title: 'That account is your only way in',
    words:
      'Nothing was changed. Choose a password first: we send you a letter with a link. Then you can disconnect it.',
  },
}

const own = 'Belongs to a person, not to a setting'
const withPerson: RetireRule = { with: 'people.people', by: { person_id: 'id' } }

const tables: Readonly<Record<string, TableNote>> = {
  'people.people': {
    purpose: 'Names and addresses of the people who work here',
    whose: 'people who work here',
    keep: 'while they hold a place; closed when they leave, and 6 years after for the audit',
    retire: { after: { years: 6 }, from: 'closed_at' },
    installation: `${own}: one person may hold places in several settings. Each reaches their own row.`,
  },
  'people.accounts': {
    purpose: 'How someone signs in: the hash of a password, the sealed key of a second step',
    whose: 'people who work here',
    keep: 'emptied when the account is closed, removed with the person',
    retire: [{ elsewhere: 'closing an account empties it' }, withPerson],
    installation: `${own}. Each reaches their own row.`,
  },
  'people.tries': {
    purpose: 'How often a sign-in was refused or a letter asked for lately, under a keyed hash of the address',
    whose: 'whoever tried',
    keep: '2 days',
    retire: { after: { days: 2 }, from: 'last_at' },
    installation: 'Counted before it is known who it is; the web role has no grant.',
  },
  'people.recovery_codes': {
    purpose: 'Keyed hashes of recovery codes',
    whose: 'people who work here',
    keep: 'until new ones are made or the second step is turned off',
    retire: [{ elsewhere: 'making new ones and turning the second step off remove them' }, withPerson],
    installation: `${own}. Each reaches their own rows.`,
  },
  'people.sessions': {
    purpose: 'Where someone is signed in: the kind of device, when last used, the hash of the token',
    whose: 'people who work here',
    keep: '14 days after the session ran out',
    retire: [{ after: { days: 14 }, from: 'expires_at' }, withPerson],
    installation: `${own}. Each reaches their own rows.`,
  },
  'people.employer_accounts': {
    purpose: 'Which accounts, given by an employer, open this one: the provider’s number for it and what it is called',
    whose: 'people who work here',
    keep: 'until disconnected or the account is closed, which removes them',
    retire: [{ elsewhere: 'disconnecting and closing an account remove them' }, withPerson],
    installation: `${own}. Each reaches their own rows.`,
  },
  'people.invitations': {
    purpose: 'Links in letters: to join, to choose a new password, to begin an installation',
    whose: 'people who work here',
    keep: 'a year after the link ran out',
    retire: [{ after: { years: 1 }, from: 'expires_at' }, withPerson],
    installation: `${own}; the web role has no grant.`,
  },
  'people.demo_cast': {
    purpose: 'Whom the sign-in page of a demonstration offers',
    whose: 'none: everyone in it is made up',
    keep: 'as long as the demonstration',
    retire: [{ never: 'made-up people of a demonstration' }, withPerson],
    installation: 'About the demonstration as a whole; the web role has no grant.',
  },
}

const readsAudit = (actor: Actor, place: Place): boolean =>
  actor.places.some(
    (one) => one.setting_id === place.setting_id && verbs['people.read-audit']!.roles.includes(one.role),
  )

/** One reminder, at the first place that asks for it. */
function home(actor: Actor, place: Place): HomePart {
  const asking = actor.places.find((one) => one.needs_second_step === true || one.sees_sensitive === true)
  if (asking !== place || !lacksSecondStep(actor)) return {}
  const hint = 'Your role here asks for a code at sign-in as well as a password'
  return {
    needs: [{ href: '/account/second-step', title: 'Add a second step to your sign-in', hint, minutes: 3, order: 1 }],
  }
}

export const people = makeModule({
  name: 'people',
  routes,
  verbs,
  problems,
  tables,
  tells: {
    'people.person-joined': 'Someone took up their invitation',
    'people.person-renamed': 'Someone has a new name: facts.name',
    'people.person-closed': 'The account of someone who left was closed',
  },
  jobs: [forgetJob],
  navigation: (actor, place) =>
    readsAudit(actor, place) ? [{ text: 'Audit', href: `/settings/${place.setting_id}/audit`, order: 90 }] : [],
  home: async (_ctx, actor, place) => home(actor, place),
  examples: {
    // Only the hash of a link's token is kept, so nobody can say one; a session is there once someone signs in.
    token: async () => undefined,
    session: async () => undefined,
    employer_account: async () => undefined,
    // As tests/world.ts sets it up: an installation offers what its SIGN_IN_PROVIDERS names.
    provider: async () => 'microsoft',
  },
})
