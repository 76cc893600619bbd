package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/credlint/credlint/checker/source"
)

// configName is the name of the file of settings in the working directory or a folder above it.
const configName = "credlint.yaml"

// config has the values of a credlint.yaml by key, in the form of flag values.
type config struct {
	shown  string // path relative to the working directory; empty: no file
	values map[string][]configValue
}

type configValue struct {
	text string
	at   source.Span
}

// findConfig reads the nearest credlint.yaml. The result is empty if there is none.
func findConfig() (config, error) {
	wd, err := os.Getwd()
	if err != nil {
		return config{}, nil // without a working directory there is no file
	}
	for dir := wd; ; dir = filepath.Dir(dir) {
		name := filepath.Join(dir, configName)
		text, err := source.ReadFile(name)
		if err == nil {
			return readConfig(wd, dir, text)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return config{}, &exitError{exitFailed, fmt.Errorf("settings %q cannot be read: %w", name, cause(err))}
		}
		if dir == filepath.Dir(dir) {
			return config{}, nil
		}
	}
}

// readConfig reads the text of the credlint.yaml in dir.
func readConfig(wd, dir string, text []byte) (config, error) {
	up, err := filepath.Rel(wd, dir)
	if err != nil {
		up = dir
	}
	c := config{shown: filepath.ToSlash(filepath.Join(up, configName)), values: map[string][]configValue{}}
	docs, problems, _ := source.YAML(text)
	if len(problems) > 0 {
		return c, usage("%s:%w", c.shown, problems[0])
	}
	if len(docs) != 1 {
		return c, usage("%s holds %d documents; settings are one", c.shown, len(docs))
	}
	doc := docs[0]
	keys, ok := doc.Value.(map[string]any)
	if !ok {
		if doc.Value == nil {
			return c, nil
		}
		place, _ := doc.At("")
		return c, usage("%s:%s: settings are keys with values, such as \"fail-on: error\"", c.shown, place)
	}
	var names []string
	for _, o := range options {
		names = append(names, o.name)
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		pointer := "/" + source.Escape(key)
		place, _ := doc.Key(pointer)
		i := slices.Index(names, key)
		if i < 0 {
			return c, usage("%s:%s: unknown key %q; %s", c.shown, place, key, suggestion(key, names))
		}
		o := &options[i]
		if o.flagOnly != "" {
			return c, usage("%s:%s: %s is no setting: %s; write --%s on the command line", c.shown, place, key, o.flagOnly, key)
		}
		values, err := configValues(o, keys[key], pointer, doc)
		if err != nil {
			return c, usage("%s:%s: %s: %w", c.shown, place, key, err)
		}
		for i := range values {
			values[i].text = o.rebase(up, values[i].text)
		}
		c.values[key] = values
	}
	return c, nil
}

// configValues converts a value to flag values: a list to several, a mapping to NAME=VALUE.
func configValues(o *option, value any, pointer string, doc source.Document) ([]configValue, error) {
	var out []configValue
	add := func(prefix string, v any, at string) error {
		text, err := scalar(v)
		if err != nil {
			return err
		}
		place, _ := doc.At(at)
		out = append(out, configValue{prefix + text, place})
		return nil
	}
	switch v := value.(type) {
	case []any:
		if !o.many {
			return nil, errors.New("takes one value, not a list")
		}
		for i, e := range v {
			if err := add("", e, pointer+"/"+strconv.Itoa(i)); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		if !o.pairs {
			return nil, errors.New("takes a value, not keys with values")
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if err := add(name+"=", v[name], pointer+"/"+source.Escape(name)); err != nil {
				return nil, err
			}
		}
	default:
		if err := add("", v, pointer); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func scalar(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case json.Number:
		return v.String(), nil
	case nil:
		return "", errors.New("has no value")
	}
	return "", errors.New("takes text, a number, or true or false")
}

// rebase converts a path in the settings, relative to the folder up, to a path relative to the working directory.
func (o *option) rebase(up, v string) string {
	switch {
	case o.name == "exclude":
		return rebasePattern(filepath.ToSlash(up), v)
	case !o.path:
		return v
	}
	prefix := ""
	if o.pairs {
		name, rest, ok := strings.Cut(v, "=")
		if !ok {
			return v
		}
		prefix, v = name+"=", rest
	}
	if v == "" || v == "-" || filepath.IsAbs(v) {
		return prefix + v
	}
	return prefix + filepath.Join(up, v)
}

// rebasePattern converts an exclude pattern relative to the settings to one for paths as reported.
func rebasePattern(up, pattern string) string {
	if !strings.Contains(strings.TrimSuffix(pattern, "/"), "/") || strings.HasPrefix(pattern, "**") || path.IsAbs(pattern) || up == "." {
		return pattern
	}
	wd, err := os.Getwd()
	if err != nil {
		return pattern
	}
	// Reported paths are relative to the working directory, which is below the settings by the number of ".." in up.
	folders := strings.Split(filepath.ToSlash(wd), "/")
	here := folders[max(0, len(folders)-strings.Count(up, "..")):]
	parts := strings.Split(strings.TrimPrefix(pattern, "./"), "/")
	for len(here) > 0 && len(parts) > 1 && here[0] == parts[0] {
		here, parts = here[1:], parts[1:]
	}
	return strings.Repeat("../", len(here)) + strings.Join(parts, "/")
}
