import { render, type VNode } from 'preact';
import { speak } from '../words/words.ts';
import '../styles/base.css';
import '../styles/controls.css';
import { servedLanguage } from './language.ts';
import './theme.ts';

/** Draws a page into its HTML shell, in the language that the server chose. */
export async function showPage(page: VNode): Promise<void> {
  await speak(servedLanguage());
  render(page, document.getElementById('page')!);
}
