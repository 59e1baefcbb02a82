import { describe, expect, it } from 'vitest';
import { html } from './html.ts';

describe('html', () => {
  it('PUB1: what comes from outside stays text', () => {
    const evil = `<img src=x onerror="alert('1')"> & co`;
    expect(html`<p title="${evil}">${evil}</p>`.text).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co">' +
        '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co</p>',
    );
  });

  it('keeps HTML made here, lists included, and leaves null out', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(html`${items}${null}${0}`.text).toBe('<li>a</li><li>&lt;b&gt;</li>0');
  });
});
