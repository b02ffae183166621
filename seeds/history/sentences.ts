// Sentences that fit any criterion: with whom something was talked over, why a gap can wait, what comes next. Each
// school is dealt them in an order of its own, so that none comes twice before all have come once.

export const discussedWith = [
  'The resilience team, with two pupils from the school council',
  'All staff at the Monday briefing, and the lunchtime team after their shift',
  'Year group leaders and the lead governor',
  'Teaching assistants at their own meeting, then the whole team',
  'The resilience team and six parents over tea',
  'Senior leaders, and the pupil wellbeing champions',
  'The office, kitchen and site staff, who saw two things we had missed',
  'The resilience team; the special needs lead joined us',
  'Class teachers in pairs, then everyone together',
  'The lead governor on her visit, and the resilience team',
  'Pupils in Years 2 and 5, then the resilience team',
  'The resilience team and the school nurse',
] as const

export const gapReasons = [
  'It follows from work that comes first this year. We look at it again in the next cycle.',
  'Two colleagues start in September, and this is better begun with them.',
  'We chose fewer actions and want to finish them. This one waits until next year.',
  'The trust is preparing guidance for all its schools. We take part in that first.',
  'Pupils put other things higher when we asked them, and we follow their order.',
  'Building work closes the room until summer, so we begin after that.',
  'One of our actions should move this as well. We check in the spring whether it did.',
  'We need training for it first, and that is booked for next year.',
  'It costs money we have not got yet. Governors consider it in the next budget.',
  'It is going in the right direction by itself, so we leave it alone for now.',
  'The person who would lead it is on leave until Easter.',
  'We tried it two years ago and learnt that families need to help to plan it. That takes until next year.',
] as const

export const carryOnWords = [
  'Two year groups have begun, and the others start after the holidays.',
  'The first half is in place. Cover was hard to find in spring, so the second half comes in autumn.',
  'It works where we tried it. We want one more term before we ask everyone.',
  'We began late because of the building work, and pupils asked us not to stop.',
  'Half of the staff have taken part. Those on short hours come next.',
  'We are further on than we were, and it needs another term to become a habit.',
] as const

export const stoppedWords = [
  'We tried it for half a term. Pupils preferred another way, and we kept the part that they liked.',
  'It asked more of lunchtime staff than we had seen, so we stopped and thanked them.',
  'Another action did the same work, so we put our time there.',
  'The person who led it moved on, and the team chose to put its hours elsewhere.',
] as const

export const nextWords = {
  finished: [
    'It has its place in the yearly calendar, with a name beside it.',
    'Nothing more is needed. We look once a year whether it still holds.',
    'We told parents and pupils what came of it, and said thank you.',
    'It has become ordinary, which is what we hoped for.',
    'Done, and shown to two schools nearby who asked.',
  ],
  embed: [
    'New staff hear of it in their first week, so that it does not depend on us.',
    'We keep it on the agenda for two more terms until it is a habit.',
    'A second person learns to lead it, in case the first is away.',
    'We check at half term whether supply staff know of it too.',
    'It goes into the staff handbook with the pupils’ own page.',
  ],
  carry_on: [
    'We go on in the next cycle, with the same owner and a new date.',
    'The next step is the year groups that have not begun.',
    'We carry it on, and ask pupils again before summer.',
    'It moves into next year’s plan, with more time set aside.',
  ],
  stop: [
    'We leave it here. What we learnt is in the notes.',
    'We do not take it up again unless pupils ask.',
    'We stop, and use the hour for listening times.',
  ],
} as const

export const peopleInvolved = [
  'Class teachers and the school council',
  'Lunchtime staff and playground friends',
  'Teaching assistants in every year group',
  'Two parents and the office',
  'Year 5 and their teacher',
  'The site team, the cook and six pupils',
  'The special needs lead and the pastoral team',
  'All staff, in two short sessions',
  'The lead governor and the pupil champions',
  'The school nurse and Year 6',
] as const

export const lastSteps = [
  'Ask ten pupils what they have noticed.',
  'Tell all staff what we have learnt so far.',
  'Look at it again with the team at half term.',
  'Write to families about it in the newsletter.',
  'Show it to the lead governor on the next visit.',
  'Make sure that supply staff know of it.',
] as const

export const reviewReasons = [
  'Pupils and staff both say so, and the numbers agree.',
  'We looked at the notes and the numbers side by side before we settled on this.',
  'It was clear once we had heard from pupils.',
  'We had hoped for more, and this is an honest step.',
  'What we see in corridors and at playtime is different now.',
  'The lead governor asked for examples, and we had five.',
] as const

export const leftOut = [
  'This is not part of my role, so I leave it to those who know.',
  'I work mornings only and do not see this.',
  'I am new here and have not come across it yet.',
] as const

/** How pupils, parents and the community in fact took part, for each of the edition's groups. */
export const tookPart: Readonly<Record<string, readonly string[]>> = {
  pupils: [
    'Twelve pupils from all year groups took us round the school. Most went out of their way to avoid the corridor by the hall.',
    'All classes answered one question in circle time: who do you go to? We read all the answers and told classes what we found.',
    'Eight pupils who seldom volunteer built models of a good playtime, and we used them to plan.',
  ],
  parents: [
    'We stood at the gate for four mornings and spoke with 41 families. Three told us about sleep, so we asked the nurse.',
    'Six parents read the draft with us over tea and changed two paragraphs.',
    'Voice messages worked best: 27 came in a week, four of them in languages other than English.',
  ],
  community: [
    'The library, the allotment society and the school nurse each sent someone to one meeting.',
    'Pupils drew a map of places where they feel well; the leisure centre asked for a copy.',
    'We agreed with two schools nearby to do the move to secondary school in the same way.',
  ],
}
