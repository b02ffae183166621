// What the made-up programme asks beside the editions: one criterion that is out, and one that is still a draft.
import { digestOfOwn, type OwnWords } from '../src/modules/toolkit/own-criteria/rules.ts'
import type { Calendar } from './calendar.ts'
import { cast, programme, seedId } from './cast.ts'
import type { Rows } from './rows.ts'

type Written = { principle: string; designations: string[]; out: boolean; ago: number; words: OwnWords }

const written: readonly Written[] = [
  {
    principle: 'targeted_support_referral',
    designations: ['secondary', 'college'],
    out: true,
    ago: 40,
    words: {
      text: 'Young people can book a first talk themselves, without having to explain it to an adult first.',
      why: 'Young people in Wealdshire told us that the hardest part was asking. Those who can book a time on their own come sooner.',
      anchors: {
        '0': 'A talk is arranged by staff, after someone has noticed.',
        '1': 'A few know that they may ask, and mostly do so through a friend.',
        '2': 'There is a simple way to book, on paper or a phone, that everyone has been shown.',
        '3': 'Bookings come from every year group, are answered within two days, and young people help to improve how it works.',
      },
      minimum_evidence: 'How a first talk is booked, and how many were booked by young people themselves last term.',
      minutes: 4,
      moves: [
        {
          title: 'Put a slip by the door',
          words:
            'Place small slips and a locked box where nobody has to be seen. Say on the slip who reads it and when.',
          minutes: 30,
          effort: 'small',
        },
        {
          title: 'Ask who would not use it',
          words:
            'Show your way of booking to five people who have never come. Ask what would put them off, and change one thing.',
          minutes: 30,
          effort: 'small',
        },
      ],
    },
  },
  {
    principle: 'student_voice',
    designations: ['primary', 'special'],
    out: false,
    ago: 3,
    words: {
      text: 'Every class has a worry box that an adult reads on the same day.',
      why: 'A worry that is written or drawn at ten should not have to wait until Friday.',
      anchors: {
        '0': 'Worries are told to whoever is near.',
        '1': 'Some classes have a box, opened now and then.',
        '2': 'Every class has a box that is opened each day.',
        '3': 'Children use the boxes, and can say what happened next.',
      },
      minimum_evidence: 'Who opens the boxes, and when.',
      minutes: 4,
      moves: [],
    },
  },
]

export function addOwnCriteria(rows: Rows, calendar: Calendar): void {
  for (const { principle, designations, out, ago, words } of written) {
    const id = seedId(`own criterion ${words.text}`)
    const by = cast.priya.name
    const at = calendar.at(ago)
    const shared = { programme_id: programme.id, principle_key: principle, designations }
    rows.add('toolkit.own_criteria', {
      ...shared,
      id,
      draft: words,
      published: out ? 1 : 0,
      changed_by: by,
      changed_at: at,
    })
    if (out)
      rows.add('toolkit.own_criterion_versions', {
        ...shared,
        criterion_id: id,
        number: 1,
        words,
        digest: digestOfOwn(words, principle, designations),
        published_by: by,
        published_at: at,
      })
  }
}
