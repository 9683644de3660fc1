import type { Schedule } from './schedule';

/** Schedules over the server HTTP API. A call that fails throws an error with the API's own message. */
export class ScheduleApi {
  /** As whoever uses the console types it: it is kept nowhere. */
  key = '';

  async list(): Promise<Schedule[]> {
    const all: Schedule[] = [];
    let cursor: string | undefined;
    do {
      const page: { schedules: Schedule[]; cursor?: string } = await this.call('schedule_list', cursor ? { cursor } : {});
      all.push(...page.schedules);
      cursor = page.cursor;
    } while (cursor);
    return all;
  }

  async create(request: Record<string, unknown>): Promise<void> {
    await this.call('schedule', request);
  }

  async cancel(id: string): Promise<void> {
    await this.call('schedule_cancel', { id });
  }

  private async call<T>(method: string, request: unknown): Promise<T> {
    const response = await fetch(`/api/${method}`, {
      method: 'POST',
      headers: { 'X-API-Key': this.key },
      body: JSON.stringify(request),
    });
    if (response.status === 401) throw new Error('The API key is not right.');
    if (!response.ok) throw new Error(`The API answered ${response.status}.`);
    const answer = (await response.json()) as { result?: T; error?: { message: string } };
    if (answer.error) throw new Error(answer.error.message);
    return answer.result as T;
  }
}
