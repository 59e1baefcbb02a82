// English, the language the others are measured by.
import { common } from './common.ts';
import { connection } from './connection.ts';
import { errors } from './errors.ts';
import { support } from './support.ts';

export const en = { ...common, connection, errors, support };
