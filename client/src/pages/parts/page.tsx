import { render, type VNode } from 'preact';
import '../styles/base.css';
import '../styles/controls.css';
import './theme.ts';

/** Draws a page into its HTML shell. */
export function showPage(page: VNode): void {
  render(page, document.getElementById('page')!);
}
