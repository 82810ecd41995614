/** What the API itself refuses with, for its OpenAPI document. */
import type { ApiError } from '@cordboard/contract/admin-api/openapi';
import { type ErrorCode, errorCatalogue } from '../../errors.ts';
import { httpProblem } from '../../http/error-map.ts';

/** Errors of other areas are answered as well, and come under `default`. */
const AREAS = /^(admin|http)\./;

const isApiCode = (code: string): code is ErrorCode => AREAS.test(code) && code in errorCatalogue;

export const apiErrors: readonly ApiError[] = Object.keys(errorCatalogue)
  .filter(isApiCode)
  .map((code) => ({ code, status: httpProblem(code).status, title: errorCatalogue[code] }));
