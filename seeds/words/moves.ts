// What the county's schools wrote for the moves bank: small things that someone else could do too.
import type { Effort } from '../../src/modules/toolkit/moves/rules.ts'

export type SeedMove = {
  ago: number
  /** Of the schools beside the cast: the kind of setting that shares it. */
  kind?: string
  title: string
  /** A principle or a criterion, by its key. */
  place: string
  done_words: string
  for_words: string
  effort: Effort
  weeks?: number
  cost?: string
  changed_words: string
  differently?: string
  /** Shared to be read, not to be adapted. */
  read?: true
}

export const ofLarchmead: readonly SeedMove[] = [
  {
    ago: 80,
    title: 'Worry walks',
    place: 'trusted-adults',
    done_words:
      'Each Tuesday and Thursday one of us walks round the field with whoever would like to come. Nobody has to talk. A board by the office says who walks and when. Names go on it in chalk and are wiped off afterwards.',
    for_words: 'Years 2 to 6, and anyone who wanted to come',
    effort: 'small',
    weeks: 6,
    cost: 'About £40 for wellingtons that can be borrowed',
    changed_words:
      'More children can name an adult here whom they would choose. Things are told side by side that are not told face to face.',
    differently: 'Start with two adults, so that a walk never falls out.',
  },
  {
    ago: 60,
    title: 'The calm corner has a map',
    place: 'safe-spaces',
    done_words:
      'Each class drew a map of where it is calm in our school and how one asks to go there. The maps hang at child height. New children get one on their first day.',
    for_words: 'Every class',
    effort: 'small',
    weeks: 2,
    changed_words:
      'Children go before it is too much, and come back by themselves. Lunchtime staff use the same words.',
  },
  {
    ago: 45,
    title: 'What came of it, on one wall',
    place: 'you-said-we-did',
    done_words:
      'Whatever pupils asked for hangs on one wall with a date, who looks after it and what came of it. What we could not do hangs there too, with the reason.',
    for_words: 'All pupils, and everyone who walks past',
    effort: 'medium',
    weeks: 12,
    changed_words: 'The council now asks for things that can be done, and reads out the wall in assembly.',
    differently: 'Choose who keeps the wall before you put it up.',
  },
  {
    ago: 20,
    title: 'Ten minutes for one another',
    place: 'supportive-conversations',
    done_words:
      'Staff meetings begin with ten minutes in pairs: one tells, one listens and gives no advice. After five minutes they change over. We learned it in one afternoon.',
    for_words: 'All who work here, kitchen and office too',
    effort: 'small',
    weeks: 4,
    changed_words: 'We say so ourselves: meetings are calmer, and people listen to pupils in the same way.',
    read: true,
  },
]

export const ofAlderbourne: readonly SeedMove[] = [
  {
    ago: 70,
    title: 'A bench for the first day back',
    place: 'moves-and-changes',
    done_words:
      'Whoever comes back after being away for long sits with one friend and one adult on the harbour bench for the first ten minutes. They choose the friend the day before, on the telephone.',
    for_words: 'Pupils who have been away for a week or more',
    effort: 'small',
    weeks: 4,
    changed_words: 'Coming back has become a small welcome instead of many questions.',
  },
  {
    ago: 40,
    title: 'Coffee after the late shift',
    place: 'families-least-reached',
    done_words:
      'Many of our families work when the rest of us sleep. We open the hall at half past two with coffee, a teacher and toys, and nothing on the agenda.',
    for_words: 'Families who work shifts',
    effort: 'medium',
    weeks: 12,
    cost: 'Coffee, about £6 a week',
    changed_words:
      'Nine families have come whom we had only met on paper. They asked for a parents’ evening at that hour.',
    differently: 'Ask one parent to invite the others: our letters brought nobody.',
  },
]

export const others: readonly SeedMove[] = [
  {
    ago: 50,
    kind: 'primary',
    title: 'A greeting of your own at the door',
    place: 'belonging',
    done_words:
      'Each child chooses how to be greeted: a wave, a word, a fist bump, or nothing. Four pictures hang at each door.',
    for_words: 'Every class, every morning',
    effort: 'small',
    weeks: 1,
    changed_words: 'We see in a second who is not well today.',
  },
  {
    ago: 44,
    kind: 'primary',
    title: 'Words of the week for feelings',
    place: 'words-for-feelings',
    done_words: 'One new word for a feeling each week, in assembly, in the newsletter and on the kitchen hatch.',
    for_words: 'Everyone in school, and families',
    effort: 'small',
    weeks: 12,
    changed_words: 'Children say “restless” and “let down” where they used to say “bad”.',
  },
  {
    ago: 38,
    kind: 'special',
    title: 'Objects that say how I am',
    place: 'total-communication',
    done_words: 'A tray with six things to hold. Each pupil and their adult agreed what each thing means to them.',
    for_words: 'Pupils who use few words or none',
    effort: 'medium',
    weeks: 12,
    cost: 'About £15 a class',
    changed_words: 'Staff who are new to a pupil understand them in the first week.',
  },
  {
    ago: 35,
    kind: 'secondary',
    title: 'Sixth formers at the tutor group door',
    place: 'leadership-for-many',
    done_words:
      'Two trained older students stay with each Year 7 tutor group for the first half term, and eat lunch with them.',
    for_words: 'Year 7',
    effort: 'medium',
    weeks: 6,
    changed_words: 'Fewer lunchtimes alone; the older ones ask to do it again.',
    differently: 'Give the older ones someone to talk to each week.',
  },
  {
    ago: 30,
    kind: 'alternative_provision',
    title: 'The first week is for one thing',
    place: 'trusted-adults',
    done_words: 'In the first week there is no timetable: one adult, one room, one thing the young person likes doing.',
    for_words: 'Everyone who joins us',
    effort: 'large',
    weeks: 24,
    changed_words: 'More young people come on their second Monday.',
  },
  {
    ago: 25,
    kind: 'college',
    title: 'A quiet hour in the canteen',
    place: 'safe-spaces',
    done_words: 'From eleven to twelve there is no music and half the light in one half of the canteen.',
    for_words: 'All students',
    effort: 'small',
    weeks: 2,
    changed_words: 'Students who ate in the corridor eat with others.',
  },
  {
    ago: 22,
    kind: 'community',
    title: 'The kettle goes on first',
    place: 'warm-welcome',
    done_words:
      'Whoever opens up puts the kettle on before anything else, and the first ten minutes belong to whoever comes in.',
    for_words: 'Everyone who comes to the club',
    effort: 'small',
    weeks: 1,
    changed_words: 'Young people tell us at the kettle what they would not tell us at a table.',
  },
]
