import type { publicZhCN } from './public.zh-CN.ts'

/** English of the public page; it does not compile without every text of the Chinese. */
export const publicEn: Record<keyof typeof publicZhCN, string> = {
  title: 'Underground pipes: public enquiry',
  'title.city': '{city} · underground pipes',
  example: 'Example data',
  'example.value': 'Example',
  language: '中文',
  'language.label': 'Switch to Chinese',
  'theme.dark': 'Dark',
  'theme.light': 'Light',
  home: 'Home',

  'sheet.label': 'Enquiry and advice',
  'sheet.handle': 'Height of the panel: {height}. Change it with the up and down arrow keys',
  'sheet.low': 'low',
  'sheet.half': 'half',
  'sheet.full': 'full',
  'sheet.raise': 'Raise the panel',
  'sheet.lower': 'Lower the panel',

  'map.label': 'Map',
  'map.help':
    'Arrow keys move the cross-hair by one cell, Enter asks about that cell, plus and minus zoom, Home shows the whole city.',
  'map.aim': 'Cross-hair at {cell}; Enter asks',
  'map.closer': 'Zoom in',
  'map.farther': 'Zoom out',
  'map.home': 'Whole city',
  'map.loading': 'Preparing the map …',
  'map.failed': 'The map cannot be shown',
  'map.failed.help': 'The search above and "My location" still work. Reason: {detail}',
  'map.legend': 'Tinted: pipes on record, in areas of 400 m × 200 m',

  'search.label': 'Find a road or coordinates',
  'search.placeholder': 'Road or "lon, lat"',
  'search.button': 'Find',
  'search.clear': 'Clear',
  'search.coordinates': 'Coordinates {at}',
  'search.coordinates.note':
    'CGCS2000 / WGS84. Coordinates copied from Amap, Tencent or Baidu maps are off by hundreds of metres and cannot be used.',
  'search.street': 'Road',
  'search.loading': 'Reading the names of roads …',
  'search.failed': 'The names of roads could not be read. You can tap the map or type coordinates.',
  'search.none': 'No road is called "{query}". Type coordinates (such as 120.384, 36.001) or tap the map.',
  'search.results': 'Results: {n}',
  'location.button': 'My location',
  'location.asking': 'Locating …',
  'location.refused': "Location was not permitted. Allow it for this site in the browser's settings, or tap the map.",
  'location.failed': 'The device gave no location. Tap the map, or find a road by its name.',

  'intro.title': 'Which pipes lie under this place?',
  intro:
    'Tap the map, find a road, or use your location. This page tells which kinds of pipe are recorded in that 200 m cell and the one beside it, and whom to call before digging.',

  'answer.loading': 'Asking …',
  'answer.title': 'In this cell and the one {side} of it, 400 m × 200 m',
  'answer.side.east': 'east',
  'answer.side.west': 'west',
  'answer.place': '{lon}, {lat}',
  'answer.street': '{name} (the cell half-way along the road; tap the map for the exact place)',
  'answer.location': 'My location, accurate to about {n} m',
  'answer.inaccurate': 'The location is rough: you may be outside the thick frame. Please check on the map.',
  'answer.others': 'Pipes of other kinds',
  'answer.others.note': 'Kinds with very few pipes in these two cells are not named.',
  'answer.none': 'No pipe is recorded in this cell and the one {side} of it, 400 m × 200 m',
  'answer.none.note':
    'Not recorded does not mean not there: pipes may be unsurveyed, unrecorded or new. Call the office below before you dig all the same.',
  'answer.note':
    'A pipe may lie anywhere in these two cells (the thick frame), and records may be incomplete. Verify before you break ground.',
  'answer.at': 'Asked at {time} (Beijing time)',
  'answer.outside': 'Outside the city',
  'answer.outside.help':
    'This place is outside the data of {city}. Choose a place near the tinted areas, or ask the office in charge of pipelines there.',
  'answer.offline': 'The server cannot be reached',
  'answer.offline.help': 'Check the network and try again. Until you have an answer, act as if there were pipes.',
  'answer.starting': 'The server is starting',
  'answer.starting.help': 'Data are being loaded; try again in a few seconds.',
  'answer.refused': 'No more questions for now',
  'answer.failed': 'The question failed',
  'answer.failed.help':
    'The server gave no usable answer; try again later. Until you have an answer, act as if there were pipes.',
  'answer.mismatch': 'The map and the answer are of different data versions: please reload this page.',
  retry: 'Try again',

  'city.failed': "The city's data could not be read",
  'city.failed.help': 'Trying again. Please check the network.',

  'call.title': 'Before digging, call',
  'call.none': 'No telephone is recorded; the government service line 12345 puts you through.',
  'call.dial': 'Call {phone}',

  'dig.title': 'Before you dig',
  'dig.1': 'Never break ground on the strength of this page: it knows rough areas and kinds, not positions.',
  'dig.2':
    'Call the office that the answer names (12345 if there is no answer), find out which pipes there are, and have their owners mark position and depth on site.',
  'dig.3': 'Verify with a locator and hand-dug trial pits; near pipes dig by hand, not by machine.',
  'dig.4':
    'If you meet a pipe that is not on record, stop, secure the place and tell the office that the answer names; do not move or cut it.',
  'dig.5':
    "Smell of gas or sound of a leak: stop at once, no flames, no switches; move upwind to a safe place and only there call the gas company's emergency line or 119, and keep others away.",
  'dig.6':
    'Cable hit: do not come near or touch cable or machine, move well away and tell the power company; call 120 if anyone is hurt.',

  'urgent.title': 'Emergency calls',
  'urgent.119': 'Fire and rescue',
  'urgent.120': 'Ambulance',
  'urgent.110': 'Police',
  'urgent.12319': 'Urban management line (12345 in some cities)',

  'about.title': 'What this page does not show, and why',
  'about.1':
    'It shows no position, course, depth, size, pressure or owner of a pipe. Two neighbouring cells are always answered together: which of them holds a pipe is not told.',
  'about.2':
    'Exact positions could be used to damage the supply of water, gas and power, and would tempt people to dig by a picture.',
  'about.3': 'For works that need more, the client applies to the office that the answer names.',

  'data.title': 'Data',
  'data.build': 'Data version',
  'data.review': 'Map review number',
  'data.review.none': 'not given',
  'data.review.example': 'example data, not submitted for review',
  'data.example':
    'This city and its pipes, offices and telephone numbers are invented and must not be used for real works.',
  'data.cells': 'public grade, 200 m cells told two by two',
}
