// Spanish.
import type { Translation } from '../translation.ts';
import { common } from './common.ts';
import { connection } from './connection.ts';
import { errors } from './errors.ts';
import { support } from './support.ts';

export const es: Translation = { ...common, connection, errors, support };
