#define _GNU_SOURCE
#include "CEdit.h"

#include <histedit.h>
#include <locale.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// Lines of the history that are kept.
#define HISTORY_SIZE 5000

struct CEditor {
  EditLine *line;
  History *history;
  CEditComplete complete;
  void *context;
  // libedit keeps no copies.
  char *prompt;
  char *text;
  bool interrupted;
};

static CEditor *editor_of(EditLine *line) {
  void *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  return editor;
}

static char *prompt_of(EditLine *line) { return editor_of(line)->prompt; }

// Whether more follows at once, as nobody types: the rest of a paste.
static bool is_followed(void) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&input, 1, 10) > 0;
}

static unsigned char complete(EditLine *line, int key) {
  (void)key;
  if (is_followed()) return el_insertstr(line, "\t") == 0 ? CC_REFRESH : CC_ERROR;
  CEditor *editor = editor_of(line);
  const LineInfo *info = el_line(line);
  char *insert = NULL, *listing = NULL;
  editor->complete(
      editor->context, info->buffer, (size_t)(info->cursor - info->buffer), &insert, &listing);
  unsigned char result = CC_ERROR;
  if (insert != NULL && insert[0] != 0) result = el_insertstr(line, insert) == 0 ? CC_REFRESH : CC_ERROR;
  if (listing != NULL) {
    printf("\n%s\n", listing);
    fflush(stdout);
    result = CC_REDISPLAY;
  }
  free(insert);
  free(listing);
  return result;
}

// Ctrl-C at the prompt gives up what was typed.
static unsigned char interrupt(EditLine *line, int key) {
  (void)key;
  editor_of(line)->interrupted = true;
  fputs("^C\n", stdout);
  fflush(stdout);
  return CC_NEWLINE;
}

static unsigned char suspend(EditLine *line, int key) {
  (void)key;
  el_set(line, EL_PREP_TERM, 0);
  raise(SIGTSTP);
  el_set(line, EL_PREP_TERM, 1);
  return CC_REDISPLAY;
}

// What the terminal was like before.
static struct termios before;

// A signal that ends the process while something runs gives the terminal back first; while a line is
// edited libedit does.
static void give_back(int number) {
  tcsetattr(STDIN_FILENO, TCSANOW, &before);
  signal(number, SIG_DFL);
  raise(number);
}

static void give_back_when_ended(void) {
  if (tcgetattr(STDIN_FILENO, &before) != 0) return;
  static const int numbers[] = {SIGTERM, SIGHUP};
  for (size_t index = 0; index < sizeof numbers / sizeof numbers[0]; index++) {
    struct sigaction action;
    // What the caller had ignored, as nohup does, stays ignored.
    if (sigaction(numbers[index], NULL, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action = (struct sigaction){.sa_handler = give_back};
    sigaction(numbers[index], &action, NULL);
  }
}

// Wide characters need a locale that has them: a bare C locale becomes its UTF-8 form.
static void set_locale(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

CEditor *cedit_open(CEditComplete complete_body, void *context) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return NULL;
  set_locale();
  give_back_when_ended();
  CEditor *editor = calloc(1, sizeof *editor);
  if (editor == NULL) return NULL;
  editor->complete = complete_body;
  editor->context = context;
  editor->line = el_init("valence", stdin, stdout, stderr);
  editor->history = history_init();
  if (editor->line == NULL || editor->history == NULL) {
    cedit_close(editor);
    return NULL;
  }
  HistEvent event;
  history(editor->history, &event, H_SETSIZE, HISTORY_SIZE);
  history(editor->history, &event, H_SETUNIQUE, 1);
  EditLine *line = editor->line;
  el_set(line, EL_CLIENTDATA, editor);
  el_set(line, EL_PROMPT, prompt_of);
  el_set(line, EL_EDITOR, "emacs");
  el_set(line, EL_HIST, history, editor->history);
  // A new size of the window is taken over at once.
  el_set(line, EL_SIGNAL, 1);
  el_set(line, EL_ADDFN, "valence-complete", "complete a name", complete);
  el_set(line, EL_ADDFN, "valence-interrupt", "give up the line", interrupt);
  el_set(line, EL_ADDFN, "valence-suspend", "stop the program", suspend);
  el_set(line, EL_BIND, "^I", "valence-complete", NULL);
  el_set(line, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_set(line, EL_BIND, "\\e[1~", "ed-move-to-beg", NULL);
  el_set(line, EL_BIND, "\\e[4~", "ed-move-to-end", NULL);
  el_set(line, EL_BIND, "\\e[3~", "ed-delete-next-char", NULL);
  el_source(line, NULL);
  // While a line is edited, Ctrl-C and Ctrl-Z are keys; while one runs they are signals. What is typed
  // meanwhile waits without being shown twice.
  el_set(line, EL_SETTY, "-d", "-isig", NULL);
  el_set(line, EL_SETTY, "-x", "-echo", "-icanon", NULL);
  // From the end of the line on.
  el_set(line, EL_BIND, "-s", "^C", "^E^X^C", NULL);
  el_set(line, EL_BIND, "^X^C", "valence-interrupt", NULL);
  el_set(line, EL_BIND, "^Z", "valence-suspend", NULL);
  // libedit's own commands: it breaks over a quote that is not closed.
  el_set(line, EL_BIND, "\\ex", "ed-unassigned", NULL);
  return editor;
}

void cedit_close(CEditor *editor) {
  if (editor->line != NULL) el_end(editor->line);
  if (editor->history != NULL) history_end(editor->history);
  free(editor->prompt);
  free(editor->text);
  free(editor);
}

int cedit_read(CEditor *editor, const char *prompt, const char **text) {
  free(editor->prompt);
  editor->prompt = strdup(prompt);
  editor->interrupted = false;
  // Only while a line is edited libedit hears of a new size.
  el_resize(editor->line);
  int count = 0;
  const char *line = el_gets(editor->line, &count);
  if (editor->interrupted) return CEDIT_INTERRUPTED;
  if (line == NULL || count <= 0) return CEDIT_END;
  size_t length = strlen(line);
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) length--;
  free(editor->text);
  editor->text = strndup(line, length);
  *text = editor->text;
  return editor->text == NULL ? CEDIT_END : CEDIT_LINE;
}

void cedit_remember(CEditor *editor, const char *line) {
  HistEvent event;
  history(editor->history, &event, H_ENTER, line);
}

bool cedit_load_history(CEditor *editor, const char *path) {
  HistEvent event;
  return history(editor->history, &event, H_LOAD, path) >= 0;
}

bool cedit_save_history(CEditor *editor, const char *path) {
  HistEvent event;
  return history(editor->history, &event, H_SAVE, path) >= 0;
}

bool cedit_append_history(const char *path, const char *line) {
  FILE *file = fopen(path, "a");
  if (file == NULL) return false;
  fseek(file, 0, SEEK_END);
  // As cedit_save_history writes it.
  if (ftell(file) == 0) fputs("_HiStOrY_V2_\n", file);
  for (const char *next = line; *next != 0; next++) {
    unsigned char byte = (unsigned char)*next;
    if (byte <= ' ' || byte == '\\' || byte == 127)
      fprintf(file, "\\%03o", byte);
    else
      fputc(byte, file);
  }
  fputc('\n', file);
  return fclose(file) == 0;
}
