/** A topic of the sample, with what is sent in it. */
export interface DemoTopic {
  id: string
  name: string
  description: string
  transactional: boolean
  isDefault: boolean
  /** The part of people who turn it on. */
  wanted: number
  /** The part of those who turn it off again in a year. */
  tiring: number
  /** Clicks, of what is accepted. */
  clicked: number
  /** Days of the week (0 is Sunday) on which it is sent to all, and the hour, UTC. */
  days: readonly number[]
  hour: number
  texts: readonly { title: string; body: string; action?: string }[]
}

export const DEMO_TOPICS: readonly DemoTopic[] = [
  {
    id: 'news',
    name: 'News',
    description: 'What is new in the shop, twice a week.',
    transactional: false,
    isDefault: true,
    wanted: 0.86,
    tiring: 0.11,
    clicked: 0.034,
    days: [1, 4],
    hour: 8,
    texts: [
      { title: 'New in the shop: light for dark mornings', body: 'Twelve lamps that wake you gently.' },
      { title: 'The autumn catalogue is here', body: 'Eighty pages, most of them wool.' },
      { title: 'We open an hour earlier on Saturdays', body: 'From nine o’clock, with coffee.' },
      { title: 'Repair evening on Thursday', body: 'Bring what is broken, take home what works.' },
      { title: 'A new workshop in the old mill', body: 'See how our chairs are made.' },
    ],
  },
  {
    id: 'offers',
    name: 'Offers',
    description: 'Prices that fall, at most once a week.',
    transactional: false,
    isDefault: false,
    wanted: 0.52,
    tiring: 0.24,
    clicked: 0.061,
    days: [5],
    hour: 15,
    texts: [
      { title: 'This weekend: 20 % on all blankets', body: 'Until Sunday evening.', action: 'Show them' },
      { title: 'Last pieces of the summer', body: 'Half the price while they last.', action: 'Have a look' },
      { title: 'Free shipping until Monday', body: 'On everything, without a code.' },
      { title: 'Two for one: tea from Assam', body: 'A fresh harvest, and more of it.', action: 'Order' },
    ],
  },
  {
    id: 'blog',
    name: 'Blog',
    description: 'Articles, as they appear.',
    transactional: false,
    isDefault: false,
    wanted: 0.31,
    tiring: 0.06,
    clicked: 0.083,
    days: [3],
    hour: 10,
    texts: [
      { title: 'How to oil a table so that it lasts', body: 'Five minutes to read, an hour to do.' },
      { title: 'What linen is, and why it creases', body: 'A letter from the weaving mill.' },
      { title: 'Baking bread in a cold kitchen', body: 'Patience is most of it.' },
    ],
  },
  {
    id: 'orders',
    name: 'Your orders',
    description: 'When a parcel leaves, and when it is there.',
    transactional: true,
    isDefault: true,
    wanted: 0.74,
    tiring: 0.01,
    clicked: 0.41,
    days: [],
    hour: 0,
    texts: [
      { title: 'Your parcel is on its way', body: 'It comes tomorrow between ten and noon.', action: 'Follow it' },
      { title: 'Your parcel is in the locker', body: 'The code is in your account.' },
    ],
  },
]

/** For everybody, on the first of a month. */
export const SERVICE_TEXTS = [
  { title: 'Our terms change on the first', body: 'In short: returns are free for 60 days.' },
  { title: 'Closed for stocktaking on Sunday', body: 'Orders leave again on Monday.' },
] as const

/** The prompts that ask people, with their part of the asking. */
export const PROMPTS = [
  ['bell', 0.46],
  ['article', 0.33],
  ['checkout', 0.21],
] as const
