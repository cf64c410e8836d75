import { charts } from './charts.js';
import { dataset } from './dataset.js';
import { datasets } from './datasets.js';
import { files } from './files.js';
import { generate } from './generate.js';
import { profiles } from './profiles.js';
import { query } from './query.js';
import { records } from './records.js';
import { settings } from './settings.js';
import { shell } from './shell.js';

/** Every word of the console, in English: another language is another object of this type. */
export const texts = { shell, settings, profiles, generate, datasets, dataset, files, records, charts, query };
