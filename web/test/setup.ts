// Each test begins in Indonesian with nothing remembered.
import { beforeEach } from 'vitest';

beforeEach(() => localStorage.clear());
