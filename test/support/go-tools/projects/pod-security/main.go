// Judges pods by the Pod Security Standards, with the library that the API server's admission is made of.
//
// Its argument is a file of JSON lines: {"path": …, "labels": labels of the namespace, "pod": a Pod}. It answers with a
// line for each: {"path": …, "level": what the namespace enforces, "atLevel": [what is wrong there], "atRestricted": […]}.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type question struct {
	Path   string            `json:"path"`
	Labels map[string]string `json:"labels"`
	Pod    corev1.Pod        `json:"pod"`
}

type answer struct {
	Path         string   `json:"path"`
	Level        string   `json:"level"`
	AtLevel      []string `json:"atLevel"`
	AtRestricted []string `json:"atRestricted"`
}

var restricted = api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("expected one argument, the path of a file with JSON lines, got %d", len(os.Args)-1))
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks())
	if err != nil {
		fail(err)
	}
	questions := json.NewDecoder(bytes.NewReader(text))
	answers := json.NewEncoder(os.Stdout)
	for {
		var asked question
		if err := questions.Decode(&asked); err == io.EOF {
			return
		} else if err != nil {
			fail(fmt.Errorf("%s: %w", os.Args[1], err))
		}
		given, err := judge(evaluator, asked)
		if err == nil {
			err = answers.Encode(given)
		}
		if err != nil {
			fail(fmt.Errorf("%s: %w", asked.Path, err))
		}
	}
}

// Without a label the API server enforces nothing: so does this.
func judge(evaluator policy.Evaluator, asked question) (answer, error) {
	privileged := api.LevelVersion{Level: api.LevelPrivileged, Version: api.LatestVersion()}
	policies, wrong := api.PolicyToEvaluate(asked.Labels, api.Policy{Enforce: privileged, Audit: privileged, Warn: privileged})
	if len(wrong) > 0 {
		return answer{}, wrong.ToAggregate()
	}
	return answer{
		Path:         asked.Path,
		Level:        string(policies.Enforce.Level),
		AtLevel:      forbidden(evaluator, policies.Enforce, asked.Pod),
		AtRestricted: forbidden(evaluator, restricted, asked.Pod),
	}, nil
}

func forbidden(evaluator policy.Evaluator, at api.LevelVersion, pod corev1.Pod) []string {
	found := []string{}
	for _, result := range evaluator.EvaluatePod(at, &pod.ObjectMeta, &pod.Spec) {
		if !result.Allowed {
			found = append(found, fmt.Sprintf("%s: %s", result.ForbiddenReason, result.ForbiddenDetail))
		}
	}
	return found
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
